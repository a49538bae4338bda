package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import dev.trainyard.testing.Collector;
import dev.trainyard.testing.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How soon a job goes on elsewhere, how soon it is picked up at all, and what outages do to it. */
@Tag("figures")
class TakeoverFiguresTest {

    private static final String LONG = "epochs:1 checkpoint sleep:100000 epochs:2 bundle";

    private static Fleet fleet;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        fleet = new Fleet(folder);
        fleet.startWorker("ann");
        fleet.startWorker("ben");
    }

    @AfterAll
    static void stop() throws IOException {
        fleet.close();
    }

    @Test
    void goesOnElsewhereWithinFiveSecondsAfterAKill() throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String job = fleet.submit(LONG, "fleet");
            String worker = fleet.awaitWorker(job, 1);
            awaitCheckpoint(job);
            String killed = fleet.now();
            fleet.kill(worker);
            assertThat(fleet.awaitWorker(job, 2)).isNotEqualTo(worker);
            seconds.add(fleet.secondsUntil(job, 2, killed));
            cancel(job);
            fleet.startWorker(worker);
        }
        System.out.printf("kill -9 of the worker until the job runs elsewhere, s: %s%n", seconds);
        assertThat(seconds).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(5));
    }

    @Test
    void goesOnElsewhereWhenAWorkerHangsAndIsNotDisturbedByItLater() throws IOException {
        String job = fleet.submit(LONG, "fleet");
        String worker = fleet.awaitWorker(job, 1);
        awaitCheckpoint(job);
        String stopped = fleet.now();
        fleet.process(worker).signal("STOP");
        fleet.awaitWorker(job, 2);
        double seconds = fleet.secondsUntil(job, 2, stopped);
        System.out.printf("kill -STOP of the worker until the job runs elsewhere, s: %.1f%n", seconds);
        String before = written(job);
        fleet.process(worker).signal("CONT");
        Fleet.await().until(() -> fleet.process(worker).log().contains("nothing of it was written"));
        assertThat(written(job)).as("what the one that came back wrote").isEqualTo(before);
        cancel(job);
        assertThat(seconds).isLessThanOrEqualTo(45);
    }

    @Test
    void goesOnElsewhereWhenAWorkersNetworkFallsSilent() throws IOException {
        String job = fleet.submit(LONG, "fleet");
        String worker = fleet.awaitWorker(job, 1);
        awaitCheckpoint(job);
        String silent = fleet.now();
        fleet.cable(worker).silence();
        fleet.awaitWorker(job, 2);
        double seconds = fleet.secondsUntil(job, 2, silent);
        System.out.printf("silence of the worker's network until the job runs elsewhere, s: %.1f%n", seconds);
        String before = written(job);
        fleet.cable(worker).mend();
        Fleet.await().until(() -> fleet.process(worker).log().contains("nothing of it was written"));
        assertThat(written(job)).as("what the one that came back wrote").isEqualTo(before);
        cancel(job);
        awaitBothAlive();
        assertThat(seconds).isLessThanOrEqualTo(45);
    }

    /** Attempt, worker, state and everything that was told of a job. */
    private static String written(String job) {
        return fleet.jdbc().sql("""
                        select attempt || ' ' || coalesce(worker, '') || ' ' || state || ' ' || last_seq
                            || (select ' ' || count(*) from job_checkpoint where job_id = job.id) from job where id = ?
                        """).param(job).query(String.class).single();
    }

    @Test
    void isPickedUpByAnIdleWorkerInNoTime() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            String job = fleet.submit("bundle", "fleet");
            fleet.awaitState(job, "succeeded");
            millis.add(pickUpMillis(job));
        }
        List<Double> warm = sorted(millis.subList(10, 110));
        System.out.printf(
                "from acceptance to an idle worker's claim, ms: p50 %.1f, p99 %.1f%n", warm.get(50), warm.get(98));
        assertThat(warm.get(50)).isLessThanOrEqualTo(10);
        assertThat(warm.get(98)).isLessThanOrEqualTo(100);
    }

    @Test
    void isPickedUpWithoutNotificationsToo() {
        String like = fleet.submit("bundle", "fleet");
        fleet.awaitState(like, "succeeded");
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String job = "job_unheard_" + i;
            fleet.jdbc().sql("""
                            insert into job (id, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts,
                                keep_checkpoints, progress)
                            select ?, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts,
                                keep_checkpoints, progress from job where id = ?
                            """).param(job).param(like).update();
            fleet.awaitState(job, "succeeded");
            millis.add(pickUpMillis(job));
        }
        List<Double> all = sorted(millis);
        System.out.printf("without a notification, ms: p50 %.0f, most %.0f%n", all.get(10), all.get(19));
        assertThat(all.get(19)).isLessThanOrEqualTo(1500);
    }

    private static double pickUpMillis(String job) {
        return fleet.jdbc()
                .sql("select extract(epoch from started_at - created_at) * 1000 from job where id = ?")
                .param(job)
                .query(Double.class)
                .single();
    }

    /** The caller's, the request's and the attempt's are three processes. */
    @Test
    void carriesACallersTraceThroughTheQueueIntoAnotherProcess() throws IOException {
        String caller = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        try (Collector collector = new Collector()) {
            String exported = "--otel.exporter.otlp.endpoint=" + collector.endpoint();
            fleet.startApi("traced", exported);
            fleet.startWorker("tracing", exported);
            Http.Answer accepted =
                    Fleet.post(fleet.process("traced").http(), "epochs:2 bundle", "tracing", "traceparent", caller);
            assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
            fleet.awaitState(accepted.at("/id"), "succeeded");
            Fleet.await()
                    .until(() -> collector.spans().stream()
                            .anyMatch(span -> span.name().equals("job.run")));
            Fleet.await()
                    .until(() -> collector.spans().stream()
                            .anyMatch(span -> span.name().equals("POST /api/v1/jobs")));
            List.of("traced", "tracing").forEach(fleet::kill);

            Collector.Collected request = collector.named("POST /api/v1/jobs");
            Collector.Collected run = collector.named("job.run");
            assertThat(request.parent()).isEqualTo("00f067aa0ba902b7");
            assertThat(List.of(request.trace(), run.trace())).containsOnly("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(run.parent()).isEqualTo(request.id());
            assertThat(run.attributes()).containsEntry("trainyard.job.id", accepted.at("/id"));
            assertThat(collector.named("job.training").parent()).isEqualTo(run.id());
            assertThat(collector.named("job.queued").trace()).isEqualTo(run.trace());
        }
    }

    /** Their jobs run longer than a lease, whose time is the database's. */
    @Test
    void keepsItsLeaseWithAClockThatIsTenMinutesOff() throws IOException {
        for (long ahead : new long[] {600, -600}) {
            String name = ahead > 0 ? "early" : "late";
            fleet.startWorkerWithAnotherClock(name, ahead);
            String job = fleet.submit("epochs:1 checkpoint sleep:40000 epochs:3 bundle", name);
            fleet.awaitWorker(job, 1);
            double seen = secondsAhead(job);
            fleet.awaitState(job, "succeeded");
            String attempt = fleet.api().get("/api/v1/jobs/" + job).at("/attempt");
            fleet.kill(name);
            System.out.printf("worker's clock %.0f s ahead: a job of 40 s succeeded in attempt %s%n", seen, attempt);
            assertThat(seen).isBetween(ahead - 60.0, ahead + 60.0);
            assertThat(attempt).isEqualTo("1");
        }
    }

    /** How far the clock that named a job's worker is ahead of the database's. */
    private static double secondsAhead(String job) {
        return fleet.jdbc()
                .sql(
                        "select w.id, extract(epoch from w.started_at) as entered from worker w join job j on j.worker = w.id where j.id = ?")
                .param(job)
                .query((row, n) -> Ulid.from(row.getString("id").substring("wrk_".length()))
                                .getInstant()
                                .getEpochSecond()
                        - row.getDouble("entered"))
                .single();
    }

    @Test
    void leavesHealthyJobsAloneWhenPostgresIsRestarted() throws IOException {
        survives("PostgreSQL restarted", () -> {
            fleet.stopPostgres();
            fleet.startPostgres();
        });
    }

    @Test
    void leavesHealthyJobsAloneWhenPostgresIsAwayForFiveSeconds() throws IOException {
        survives("PostgreSQL away for 5 s", () -> {
            fleet.stopPostgres();
            pass(5);
            fleet.startPostgres();
        });
    }

    @Test
    void leavesHealthyJobsAloneWhenEverybodysNetworkIsSilentForFiveSeconds() throws IOException {
        survives("network silent for 5 s", () -> {
            List.of("api", "ann", "ben").forEach(name -> fleet.cable(name).silence());
            pass(5);
            for (String name : List.of("api", "ann", "ben")) {
                fleet.cable(name).mend();
            }
        });
    }

    private interface Outage {
        void happen() throws IOException;
    }

    /** A job that is running goes on through it in the same attempt, and what it did meanwhile is told afterwards. */
    private void survives(String what, Outage outage) throws IOException {
        awaitBothAlive();
        String job = fleet.submit("epochs:1 checkpoint sleep:15000 epochs:3 bundle", "fleet");
        fleet.awaitWorker(job, 1);
        awaitCheckpoint(job);
        outage.happen();
        fleet.awaitState(job, "succeeded");
        Http.Answer after = fleet.api().get("/api/v1/jobs/" + job);
        System.out.printf("%s: succeeded in attempt %s%n", what, after.at("/attempt"));
        assertThat(after.at("/attempt")).isEqualTo("1");
        assertThat(fleet.api()
                        .get("/api/v1/jobs/" + job + "/metrics")
                        .json()
                        .at("/epochs")
                        .toString())
                .isEqualTo("[1,2,3]");
    }

    @Test
    void losesNothingWhenPostgresIsAwayForAMinute() throws IOException {
        awaitBothAlive();
        String running = fleet.submit("epochs:1 checkpoint sleep:5000 epochs:3 bundle", "fleet");
        String longer = fleet.submit("epochs:1 checkpoint sleep:25000 epochs:3 bundle", "fleet");
        fleet.awaitWorker(running, 1);
        fleet.awaitWorker(longer, 1);
        String waiting = fleet.submit("bundle", "nobody");
        fleet.stopPostgres();
        long begin = System.nanoTime();
        Http.Answer refused = fleet.post("bundle", "fleet");
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "without PostgreSQL: %d, Retry-After %s, after %.1f s%n",
                refused.status(), refused.retryAfter(), seconds);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isEqualTo("5");
        assertThat(fleet.api().get("/v2/health/live").status()).isEqualTo(200);
        pass(60);
        fleet.startPostgres();
        fleet.awaitState(running, "succeeded");
        fleet.awaitState(longer, "succeeded");
        assertThat(fleet.api().get("/api/v1/jobs/" + waiting).at("/state")).isEqualTo("queued");
        System.out.printf(
                "PostgreSQL away for 60 s: jobs succeeded in attempts %s and %s%n",
                fleet.api().get("/api/v1/jobs/" + running).at("/attempt"),
                fleet.api().get("/api/v1/jobs/" + longer).at("/attempt"));
        cancel(waiting);
    }

    @Test
    void losesNoAcceptedJobWhileAnyProcessIsKilledAtAnyTime() throws Exception {
        awaitBothAlive();
        int kills = Integer.getInteger("trainyard.kills", 8);
        long seed = Long.getLong("trainyard.seed", System.nanoTime());
        AcceptedJobs jobs = new AcceptedJobs(fleet::api, Integer.getInteger("trainyard.jobs", 1_000));
        Thread submitter = new Thread(jobs, "submitter");
        submitter.start();
        Random random = new Random(seed);
        for (int i = 0; i < kills; i++) {
            pass(1 + random.nextInt(4));
            String victim = List.of("api", "ann", "ben", "postgres").get(random.nextInt(4));
            System.out.println("killed: " + victim);
            switch (victim) {
                case "postgres" -> {
                    fleet.crashPostgres();
                    fleet.startPostgres();
                }
                case "api" -> {
                    fleet.process("api").kill();
                    fleet.startApi();
                }
                default -> {
                    fleet.kill(victim);
                    fleet.startWorker(victim);
                }
            }
        }
        submitter.join();
        jobs.check();
        System.out.printf(
                "%d kills (seed %d), %d tries to submit: no accepted job is lost%n", kills, seed, jobs.tries());
    }

    @Test
    void drainsWithinThirtySecondsAndWithoutAPenalty() throws IOException {
        awaitBothAlive();
        String job = fleet.submit("epochs:1 await", "fleet");
        String worker = fleet.awaitWorker(job, 1);
        long begin = System.nanoTime();
        fleet.process(worker).close();
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertThat(fleet.awaitWorker(job, 2)).isNotEqualTo(worker);
        System.out.printf("SIGTERM until the worker's process had ended: %.1f s%n", seconds);
        assertThat(fleet.jdbc()
                        .sql("select lost_attempts from job where id = ?")
                        .param(job)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(fleet.jdbc()
                        .sql("select count(*) from job_checkpoint where job_id = ?")
                        .param(job)
                        .query(Integer.class)
                        .single())
                .isPositive();
        assertThat(seconds).isLessThanOrEqualTo(30);
        cancel(job);
        fleet.kill(worker);
        fleet.startWorker(worker);
    }

    private static void awaitCheckpoint(String job) {
        JdbcClient jdbc = fleet.jdbc();
        Fleet.await()
                .until(() -> jdbc.sql("select 1 from job_checkpoint where job_id = ?")
                        .param(job)
                        .query(Integer.class)
                        .optional()
                        .isPresent());
    }

    private static void awaitBothAlive() {
        JdbcClient jdbc = fleet.jdbc();
        Fleet.await()
                .until(() -> jdbc.sql(
                                        "select count(*) from worker where heartbeat_at > clock_timestamp() - interval '2 seconds'")
                                .query(Integer.class)
                                .single()
                        == 2);
    }

    private static void cancel(String job) {
        fleet.api().post("/api/v1/jobs/" + job + "/cancel", "");
        fleet.awaitState(job, "cancelled");
    }

    private static void pass(int seconds) {
        Fleet.await().pollDelay(seconds, TimeUnit.SECONDS).until(() -> true);
    }

    private static List<Double> sorted(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        return sorted;
    }
}
