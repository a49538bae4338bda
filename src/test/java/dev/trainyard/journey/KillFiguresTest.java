package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import dev.trainyard.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form of {@link KillTest}: a service and a worker as processes of their own on one database and one store, and two
 * hundred kills of trainers, of the worker, of the service, and of both at once, in an order and at moments that chance decides.
 */
@Tag("figures")
class KillFiguresTest {

    private static final int LONGEST_PAUSE_MILLIS = 1200;
    private static final int KILLS = Integer.getInteger("trainyard.kills", 200);

    /** What is killed, and how often of a hundred times; the rest are trainers. */
    private enum Target {
        WORKER(8),
        SERVICE(4),
        BOTH(4),
        TRAINER(84);

        private final int percent;

        Target(int percent) {
            this.percent = percent;
        }

        int of(int kills) {
            return Math.max(1, kills * percent / 100);
        }
    }

    @TempDir
    Path data;

    private final String database = TestPostgres.newDatabase();
    private final Map<Target, Integer> killed = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private ServiceProcess api;
    private ServiceProcess worker;
    private Trainers trainers = Trainers.of();

    @AfterEach
    void stop() {
        Stream.of(worker, api).filter(Objects::nonNull).forEach(ServiceProcess::kill);
    }

    @Test
    void twoHundredKillsLeaveNoTrace() throws Exception {
        long seed = Long.getLong("trainyard.kills.seed", System.nanoTime());
        System.out.printf("%d kills by -Dtrainyard.kills.seed=%d%n", KILLS, seed);
        Random random = new Random(seed);
        KilledJobs jobs = new KilledJobs(random, LONGEST_PAUSE_MILLIS, new Http(0));
        long begin = System.nanoTime();
        try {
            startApi(jobs);
            startWorker();
            Techniques.NAMES.forEach(name -> jobs.begin(name, Techniques.job(api.http(), name)));
            for (Target target : targets(random)) {
                kill(target, jobs);
                killed.merge(target, 1, Integer::sum);
            }
        } finally {
            System.out.printf("killed in %d s: %s%n", (System.nanoTime() - begin) / 1_000_000_000, killed);
        }
        compare(jobs);
        System.out.printf("all of it took %d s%n", (System.nanoTime() - begin) / 1_000_000_000);
        assertThat(differences).isEmpty();
    }

    private static List<Target> targets(Random random) {
        List<Target> all = new ArrayList<>();
        for (Target target : Target.values()) {
            int count = target == Target.TRAINER ? KILLS - all.size() : target.of(KILLS);
            all.addAll(Collections.nCopies(Math.max(0, count), target));
        }
        Collections.shuffle(all, random);
        return all;
    }

    private void kill(Target target, KilledJobs jobs) throws IOException {
        switch (target) {
            case TRAINER -> jobs.killOne(trainers);
            case WORKER -> {
                jobs.lose(trainers);
                worker.kill();
                startWorker();
            }
            case SERVICE -> {
                api.kill();
                startApi(jobs);
            }
            case BOTH -> {
                jobs.lose(trainers);
                worker.kill();
                api.kill();
                startApi(jobs);
                startWorker();
            }
        }
    }

    private void compare(KilledJobs jobs) throws IOException {
        Http http = api.http();
        List<Answer> ended = jobs.ended();
        Undisturbed undisturbed = new Undisturbed(
                data.resolve("api").resolve("store"), data.resolve("worker").resolve("natives"), data);
        ended.forEach(undisturbed::add);
        undisturbed.train();
        Map<String, int[]> byKind = new LinkedHashMap<>();
        List<Long> lost = new ArrayList<>();
        for (Answer job : ended) {
            note(() -> undisturbed.compare(http, job));
            lost.addAll(WorkLost.of(http, job.at("/id")));
            int[] sums = byKind.computeIfAbsent(job.at("/name"), name -> new int[2]);
            sums[0]++;
            sums[1] += jobs.killed().getOrDefault(job.at("/id"), 0);
        }
        long most = lost.stream().mapToLong(each -> each).max().orElse(0);
        byKind.forEach((name, sums) -> System.out.printf("%s: %d jobs, broken off %d times%n", name, sums[0], sums[1]));
        System.out.printf(
                "%d of %d jobs differ from ones that were never disturbed%n", differences.size(), ended.size());
        System.out.printf(
                "%d attempts broke off; of the updates told at most %d were made again, %d lie between checkpoints%n",
                lost.size(), most, Techniques.UPDATES_BETWEEN);
        assertThat(most).isLessThanOrEqualTo(Techniques.UPDATES_BETWEEN);
    }

    private interface Comparison {
        void run() throws IOException;
    }

    /** Goes on where one job differs, so that the tally is of all. */
    private void note(Comparison comparison) throws IOException {
        try {
            comparison.run();
        } catch (AssertionError e) {
            differences.add(String.valueOf(e.getMessage()));
        }
    }

    private void startApi(KilledJobs jobs) throws IOException {
        api = start("api", "--trainyard.roles=api");
        jobs.moveTo(api.http());
    }

    private void startWorker() throws IOException {
        Natives.lend(data.resolve("worker"));
        worker = start(
                "worker",
                "--trainyard.roles=worker",
                "--trainyard.worker.slots=3",
                Trainers.SOON,
                Trainers.COLD,
                "--trainyard.storage.directory=" + data.resolve("api").resolve("store"));
        trainers = Trainers.of(worker.handle());
    }

    private ServiceProcess start(String folder, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres"));
        all.addAll(List.of(settings));
        return ServiceProcess.start(data.resolve(folder), all.toArray(String[]::new));
    }
}
