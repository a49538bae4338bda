package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import dev.trainyard.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long form of {@link KillTest}: an API and a worker as processes of their own on one database and one store, and two
 * hundred kills of trainers, of the worker, and of everything at once, each at a random moment.
 */
@Tag("figures")
class KillFiguresTest {

    private static final int LONGEST_PEACE_MILLIS = 4000;

    @TempDir
    Path data;

    private final String database = TestPostgres.newDatabase();
    private final Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
    private final Map<String, String> running = new LinkedHashMap<>();
    private final List<String> ended = new ArrayList<>();
    private final Map<String, Integer> killed = new LinkedHashMap<>();
    private ServiceProcess api;
    private ServiceProcess worker;

    @AfterEach
    void stop() {
        Stream.of(worker, api).filter(Objects::nonNull).forEach(ServiceProcess::kill);
    }

    @Test
    void twoHundredKillsLeaveNoTrace() throws Exception {
        int kills = Integer.getInteger("trainyard.kills", 200);
        long seed = Long.getLong("trainyard.kills.seed", System.nanoTime());
        System.out.printf("%d kills by -Dtrainyard.kills.seed=%d%n", kills, seed);
        Random random = new Random(seed);
        startApi();
        startWorker();
        Techniques.NAMES.forEach(name -> jobs.put(name, Techniques.job(api.http(), name, 2)));
        jobs.forEach((name, job) -> running.put(name, KillTest.submit(api.http(), job)));
        for (int i = 0; i < kills; i++) {
            passTime(random.nextInt(LONGEST_PEACE_MILLIS));
            submitAgain();
            killSomething(random);
        }
        running.values()
                .forEach(id -> ended.add(KillTest.finished(api.http(), id).at("/id")));
        System.out.printf("killed: %s; %d jobs, of %s attempts%n", killed, ended.size(), attempts());
        compare();
    }

    private List<String> attempts() {
        return ended.stream()
                .map(id -> api.http().get("/api/v1/jobs/" + id).at("/attempt"))
                .toList();
    }

    private void compare() throws IOException {
        Http http = api.http();
        Undisturbed undisturbed = new Undisturbed(data.resolve("api"), data.resolve("worker"));
        running.values().forEach(id -> undisturbed.add(http.get("/api/v1/jobs/" + id)));
        undisturbed.train();
        int most = 0;
        for (String id : ended) {
            Answer job = KillTest.finished(http, id);
            undisturbed.compare(http, job);
            int lost = KillTest.mostEpochsLost(http, id);
            assertThat(lost).as("epochs lost of " + job.at("/name")).isLessThanOrEqualTo(4);
            most = Math.max(most, lost);
        }
        System.out.printf("%d of %d jobs ended as if nothing had happened; at most %d epochs of 4 between checkpoints"
                        .formatted(ended.size(), ended.size(), most)
                + " were trained again%n");
    }

    private void passTime(int milliseconds) {
        Awaitility.await()
                .pollDelay(1 + milliseconds, TimeUnit.MILLISECONDS)
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }

    /** A job that has ended makes room for another like it. */
    private void submitAgain() {
        running.replaceAll((name, id) -> {
            if (!api.http().get("/api/v1/jobs/" + id).json().at("/terminal").asBoolean()) {
                return id;
            }
            ended.add(id);
            return KillTest.submit(api.http(), jobs.get(name));
        });
    }

    private void killSomething(Random random) throws IOException {
        int chance = random.nextInt(20);
        if (chance == 0) {
            worker.kill();
            api.kill();
            startApi();
            startWorker();
            killed.merge("everything", 1, Integer::sum);
        } else if (chance <= 3) {
            worker.kill();
            startWorker();
            killed.merge("worker", 1, Integer::sum);
        } else {
            killATrainer(random);
            killed.merge("trainer", 1, Integer::sum);
        }
    }

    private void killATrainer(Random random) {
        List<String> names = new ArrayList<>(running.keySet());
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    submitAgain();
                    return Trainers.kill(worker, running.get(names.get(random.nextInt(names.size()))));
                });
    }

    private void startApi() throws IOException {
        api = start("api", "--trainyard.roles=api");
    }

    private void startWorker() throws IOException {
        Natives.lend(data.resolve("worker"));
        worker = start(
                "worker",
                "--trainyard.roles=worker",
                "--trainyard.worker.slots=5",
                Trainers.SOON,
                "--trainyard.storage.directory=" + data.resolve("api").resolve("store"));
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
