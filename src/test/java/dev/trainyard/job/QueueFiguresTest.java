package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.Trainyard;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.job.RunningJobs.Success;
import dev.trainyard.plan.ResolvedJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How much the queue carries, on the embedded database as users have it: every commit is on the disk. */
@Tag("figures")
class QueueFiguresTest {

    private static final int JOBS = Integer.getInteger("trainyard.jobs", 10_000);

    /** As many copies of a queued job, entered as if one after the other. */
    private static final String COPY = """
            insert into job (id, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts,
                keep_checkpoints, progress, turn)
            select 'job_copy_' || lpad(n::text, 9, '0') || right(id, 6), name, model, dataset_id, spec, resolved, priority, device,
                labels, max_attempts, keep_checkpoints, progress, turn + n
            from job, generate_series(1, ?) n where id = ?
            """;

    private static ConfigurableApplicationContext service;
    private static Bench bench;
    private static JobQueue queue;
    private static RunningJobs running;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start(@TempDir Path data) {
        service = new SpringApplication(Trainyard.class, QueueTest.Parts.class)
                .run("--trainyard.roles=api", "--server.port=0", "--trainyard.data=" + data);
        bench = service.getBean(Bench.class);
        queue = service.getBean(JobQueue.class);
        running = service.getBean(RunningJobs.class);
        jdbc = service.getBean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void carriesTenThousandJobsThroughTwoWorkersOnce() throws Exception {
        String label = Bench.newLabel();
        String first = bench.submit(label, "");
        jdbc.sql(COPY).param(JOBS - 1).param(first).update();
        jdbc.sql("analyze job").update();
        Map<String, Integer> results = new ConcurrentHashMap<>();
        List<Callable<Integer>> slots = new ArrayList<>();
        for (int slot = 0; slot < 16; slot++) {
            String worker = "worker-" + slot % 2;
            slots.add(() -> work(worker, label, results));
        }
        ExecutorService threads = Executors.newFixedThreadPool(slots.size());
        long begin = System.nanoTime();
        int done = 0;
        for (Future<Integer> slot : threads.invokeAll(slots)) {
            done += slot.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        threads.shutdown();
        System.out.printf(
                "%d jobs claimed and completed by 2 workers x 8 slots in %.1f s: %.0f a second%n",
                done, seconds, done / seconds);
        assertThat(results).as("none is lost").hasSize(JOBS);
        assertThat(results.values()).as("no result is there twice").containsOnly(1);
        assertThat(jdbc.sql(
                                "select count(*) from job where labels @> cast(array[?] as text[]) and state = 'succeeded' and attempt = 1")
                        .param(label)
                        .query(Integer.class)
                        .single())
                .isEqualTo(JOBS);
        assertThat(done / seconds).as("jobs a second").isGreaterThanOrEqualTo(500);
    }

    private static int work(String worker, String label, Map<String, Integer> results) {
        int done = 0;
        for (Optional<Claim> claim = queue.claim(worker, Set.of(label), 0);
                claim.isPresent();
                claim = queue.claim(worker, Set.of(label), 0)) {
            Running job = claim.get().running();
            running.succeed(job, success(claim.get().resolved()), () -> results.merge(job.jobId(), 1, Integer::sum));
            done++;
        }
        return done;
    }

    private static Success success(ResolvedJob job) {
        Provenance provenance = new Provenance(
                "ds", job, 42, "split", "scripted", 1, "none", "0", "0", "cpu", "17", null, null, null, "parameters");
        return new Success("completed", "scripted", Map.of("test/accuracy", 0.75), provenance);
    }

    @Test
    void claimsInAMillisecondBesideTwoHundredThousandFinishedJobs() {
        String finished = bench.submit(Bench.newLabel(), "");
        jdbc.sql(COPY).param(200_000).param(finished).update();
        jdbc.sql(
                        "update job set state = 'succeeded', started_at = created_at, finished_at = clock_timestamp() where id like ?")
                .param("job_copy_%" + finished.substring(finished.length() - 6))
                .update();
        jdbc.sql("vacuum analyze job").update();
        String label = Bench.newLabel();
        String first = bench.submit(label, "");
        jdbc.sql(COPY).param(499).param(first).update();
        List<Double> statements = new ArrayList<>();
        List<Double> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            statements.add(statementMillis(label));
            long begin = System.nanoTime();
            assertThat(queue.claim("w", Set.of(label), 0)).isPresent();
            calls.add((System.nanoTime() - begin) / 1e6);
        }
        statements.sort(null);
        calls.sort(null);
        System.out.printf(
                "claim beside 200,000 finished jobs: statement p50 %.2f ms, p99 %.2f ms; whole call with its events and commit p50"
                        + " %.2f ms, p99 %.2f ms%n",
                statements.get(100), statements.get(197), calls.get(100), calls.get(197));
        assertThat(statements.get(100)).as("ms of the statement, median").isLessThanOrEqualTo(1.0);
    }

    /** What the server says the statement took, which really claims a job. */
    private static double statementMillis(String label) {
        return jdbc
                .sql("explain (analyze, timing off, format text) " + JobQueue.CLAIM)
                .param("worker", "w")
                .param("labels", new String[] {label})
                .param("gpus", 0)
                .param("lease", 30)
                .query(String.class)
                .list()
                .stream()
                .filter(line -> line.startsWith("Execution Time:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9.]", "")))
                .sum();
    }
}
