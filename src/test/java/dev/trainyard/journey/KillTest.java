package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose trainer or whole service is killed at any moment ends as one that never was, to the last bit. What is special to
 * each way to learn is held by {@code BrokenOffTest}, and all of it by {@link KillFiguresTest}.
 */
class KillTest {

    @TempDir
    Path data;

    @Test
    void killedJobsEndAsIfNothingHadHappened() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux' /proc to look into processes");
        long seed = Long.getLong("trainyard.kills.seed", System.nanoTime());
        System.out.printf("kills by -Dtrainyard.kills.seed=%d%n", seed);
        Random random = new Random(seed);
        Map<String, String> ids = new LinkedHashMap<>();
        int kills;
        try (ServiceProcess service = start()) {
            for (String name : List.of("mlp", "lstm")) {
                ids.put(name, submit(service.http(), Techniques.job(service.http(), name, 1)));
            }
            kills = killTrainers(service, ids, random);
            awaitShare(service.http(), ids, 0.5 + 0.2 * random.nextDouble());
            kills += unfinished(service.http(), ids);
            service.kill();
        }
        // Both trainers, and the service with one job at work or both: how fast each learns is not the test's to say.
        assertThat(kills).isBetween(3, 4);
        try (ServiceProcess service = start()) {
            Http http = service.http();
            Undisturbed undisturbed = new Undisturbed(data, data);
            ids.values().forEach(id -> undisturbed.add(finished(http, id)));
            undisturbed.train();
            for (String id : ids.values()) {
                undisturbed.compare(http, finished(http, id));
                assertThat(mostEpochsLost(http, id)).isLessThanOrEqualTo(4);
            }
            assertThat(http.get("/api/v1/models/mlp/versions/2").status()).isEqualTo(404);
            assertThat(Files.readString(Path.of("/proc/%d/maps".formatted(service.pid()))))
                    .as("the service answers with ONNX Runtime and never loads ND4J")
                    .contains("libonnxruntime")
                    .doesNotContain("libnd4jcpu");
        }
    }

    private ServiceProcess start() throws IOException {
        Natives.lend(data);
        return ServiceProcess.start(data, "--trainyard.worker.slots=2", Trainers.SOON);
    }

    /** Kills the trainer of each job somewhere in its first half. */
    private static int killTrainers(ServiceProcess service, Map<String, String> ids, Random random) {
        Map<String, Double> when = new LinkedHashMap<>();
        ids.values().forEach(id -> when.put(id, 0.05 + 0.4 * random.nextDouble()));
        int kills = 0;
        while (!when.isEmpty()) {
            List<String> due = new ArrayList<>();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(300))
                    .pollInterval(Duration.ofMillis(30))
                    .until(() -> {
                        when.keySet().stream()
                                .filter(id -> share(service.http(), id) >= when.get(id))
                                .forEach(due::add);
                        return !due.isEmpty();
                    });
            for (String id : due) {
                when.remove(id);
                kills += Trainers.kill(service, id) ? 1 : 0;
            }
        }
        return kills;
    }

    private static void awaitShare(Http http, Map<String, String> ids, double share) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(300))
                .pollInterval(Duration.ofMillis(30))
                .until(() -> ids.values().stream().anyMatch(id -> share(http, id) >= share));
    }

    private static double share(Http http, String id) {
        return http.get("/api/v1/jobs/" + id).json().at("/progress/fraction").asDouble();
    }

    private static int unfinished(Http http, Map<String, String> ids) {
        return (int) ids.values().stream()
                .filter(id ->
                        !http.get("/api/v1/jobs/" + id).json().at("/terminal").asBoolean())
                .count();
    }

    static String submit(Http http, Map<String, Object> job) {
        Answer accepted = http.post("/api/v1/jobs", job);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    /** However busy the machine is. */
    static Answer finished(Http http, String id) {
        Answer job = http.ended(id);
        assertThat(job.at("/state")).as(job.text()).isEqualTo("succeeded");
        return job;
    }

    /** How many epochs at most, of those told, were trained again after one kill. */
    static int mostEpochsLost(Http http, String id) {
        int most = 0;
        int last = 0;
        String after = "0";
        boolean more = true;
        while (more) {
            Answer page = http.get("/api/v1/jobs/%s/events?limit=200&after=%s".formatted(id, after));
            for (var event : page.json().at("/data")) {
                if (event.path("endOfEpoch").asBoolean()) {
                    most = Math.max(most, last - event.path("epoch").asInt() + 1);
                    last = event.path("epoch").asInt();
                }
            }
            more = page.json().at("/hasMore").asBoolean();
            after = page.at("/nextAfter");
        }
        return most;
    }
}
