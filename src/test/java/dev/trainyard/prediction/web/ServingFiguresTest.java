package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.testing.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Sixty-four callers for ten times {@code -Dtrainyard.seconds}, while what they ask changes under their hands. */
@Tag("figures")
@TrainyardTest
@TestPropertySource(properties = "trainyard.serving.memory=3MB")
class ServingFiguresTest {

    private static final int SECONDS = Integer.getInteger("trainyard.seconds", 6);

    private final TestVersions versions;
    private final int port;

    @TempDir
    private Path folder;

    @Autowired
    ServingFiguresTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.port = port;
    }

    private int publish(String model, DenseBundle bundle) throws Exception {
        Path scratch = Files.createTempDirectory(folder, model);
        return versions.registry().register(versions.stored(model, bundle.manifest(), bundle.write(scratch), null));
    }

    /** Several models of other shapes, in less memory than they need together; new versions appear and an alias moves. */
    @Test
    void givesEachCallerItsOwnAnswer() throws Exception {
        ConcurrentHashMap<String, DenseBundle> bundles = new ConcurrentHashMap<>();
        List<String> models = List.of("own-a", "own-b", "own-c", "own-d", "own-e", "own-f");
        AtomicInteger seeds = new AtomicInteger();
        Http http = new Http(port);
        for (String model : models) {
            publishNext(model, bundles, seeds);
            http.put("/api/v1/models/" + model + "/aliases/live", Map.of("version", 1));
        }
        long end = System.nanoTime() + Duration.ofSeconds(10L * SECONDS).toNanos();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(64);
        List<Future<?>> working = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            Random random = new Random(caller);
            working.add(callers.submit(() -> {
                try (Wire wire = new Wire(port)) {
                    while (System.nanoTime() < end) {
                        ask(wire, models.get(random.nextInt(models.size())), bundles, random, answered, busy);
                    }
                }
                return null;
            }));
        }
        int moves = 0;
        while (System.nanoTime() < end) {
            String model = models.get(moves % models.size());
            int version = publishNext(model, bundles, seeds);
            http.put("/api/v1/models/" + model + "/aliases/live", Map.of("version", version));
            moves++;
        }
        for (Future<?> caller : working) {
            caller.get();
        }
        callers.shutdown();
        System.out.printf(
                "64 callers: %,d answers, every one the caller's own, while %d versions appeared and the alias moved as often; %d times busy%n",
                answered.get(), moves, busy.get());
        assertThat(answered.get()).isPositive();
    }

    private int publishNext(String model, Map<String, DenseBundle> bundles, AtomicInteger seeds) throws Exception {
        int seed = seeds.incrementAndGet();
        DenseBundle next = DenseBundle.of(seed, 4 + model.charAt(4) % 8, 64, 3);
        int version = 1
                + (int) bundles.keySet().stream()
                        .filter(name -> name.startsWith(model + " "))
                        .count();
        bundles.put(model + " " + version, next); // before anybody can ask it
        assertThat(publish(model, next)).isEqualTo(version);
        return version;
    }

    private static void ask(
            Wire wire,
            String model,
            Map<String, DenseBundle> bundles,
            Random random,
            AtomicInteger answered,
            AtomicInteger busy)
            throws Exception {
        double[][] rows = new double[1 + random.nextInt(4)][];
        DenseBundle first = bundles.get(model + " 1");
        java.util.Arrays.setAll(rows, i -> first.row(random));
        String path = random.nextBoolean() ? "/predict" : "/versions/live/predict";
        int status = wire.send(Wire.post("/api/v1/models/" + model + path, DenseBundle.body(rows)));
        if (status == 429 || status == 503) {
            busy.incrementAndGet();
            return;
        }
        assertThat(status).as(wire.text()).isEqualTo(200);
        JsonNode answer = Json.mapper().readTree(wire.text());
        DenseBundle told = bundles.get(
                answer.get("model").asString() + " " + answer.get("version").asInt());
        assertThat(answer.get("model").asString()).isEqualTo(model);
        assertThat(answer.get("predictions")).hasSize(rows.length);
        for (int i = 0; i < rows.length; i++) {
            float[] truth = told.answers(rows[i]);
            for (int c = 0; c < truth.length; c++) {
                assertThat(answer.at("/predictions/%d/probabilities/c%d".formatted(i, c))
                                .floatValue())
                        .isCloseTo(truth[c], org.assertj.core.api.Assertions.within(1e-4f));
            }
        }
        answered.incrementAndGet();
    }
}
