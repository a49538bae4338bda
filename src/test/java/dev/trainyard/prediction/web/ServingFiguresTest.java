package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.HttpLoad;
import dev.trainyard.testing.Resident;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.testing.Wire;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * What predictions cost by HTTP, measured side by side in one run. The callers share the machine with the service: a ratio
 * counts, and the processor time of a call, where others are busy as well. {@code -Dtrainyard.seconds} is how long each
 * measures.
 */
@Tag("figures")
@TrainyardTest
@Import(ServingFiguresTest.Echo.class)
@TestPropertySource(properties = "trainyard.serving.memory=3MB")
class ServingFiguresTest {

    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);
    private static final int SECONDS = Integer.getInteger("trainyard.seconds", 2);
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 7);

    private final TestVersions versions;
    private final int port;

    @TempDir
    private Path folder;

    @Autowired
    ServingFiguresTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.port = port;
    }

    /** Reads a request as predictions do and answers what a prediction answers, without a model; where, as there, nothing is written into the audit. */
    @RestController
    static class Echo {

        @PostMapping(
                path = "/v2/models/plain/echo",
                consumes = MediaType.APPLICATION_JSON_VALUE,
                produces = MediaType.APPLICATION_JSON_VALUE)
        Answer echo(@RequestBody PredictRequest request) {
            return Answer.of(request.rows() == null ? 0 : request.rows().size());
        }
    }

    record Answer(String model, int version, List<One> predictions, List<String> warnings) {

        record One(String label, Map<String, Float> probabilities) {}

        static Answer of(int rows) {
            One one = new One("c0", Map.of("c0", 0.85438216f, "c1", 0.14561784f));
            return new Answer("small", 1, Collections.nCopies(rows, one), List.of());
        }
    }

    private int publish(String model, DenseBundle bundle) throws Exception {
        Path scratch = Files.createTempDirectory(folder, model);
        return versions.registry().register(versions.stored(model, bundle.manifest(), bundle.write(scratch), null));
    }

    @Test
    void predictsAlmostAsFastAsItReadsAndWrites() throws Exception {
        publish("small", SMALL);
        for (int rows : new int[] {1, 100}) {
            compare(rows);
        }
    }

    private void compare(int rows) throws Exception {
        Random random = new Random(1);
        double[][] drawn = new double[rows][];
        java.util.Arrays.setAll(drawn, i -> SMALL.row(random));
        String body = DenseBundle.body(drawn);
        byte[] predict = Wire.post("/api/v1/models/small/predict", body);
        byte[] echo = Wire.post("/v2/models/plain/echo", body);
        try (HttpLoad load = new HttpLoad(port, 8)) {
            for (int i = 0; i < 3; i++) {
                assertThat(load.run(Duration.ofSeconds(SECONDS), echo).nanos()).containsOnlyKeys(200);
                assertThat(load.run(Duration.ofSeconds(SECONDS), predict).nanos())
                        .as(load.text())
                        .containsOnlyKeys(200);
            }
            List<Double> ratios = new ArrayList<>();
            List<Double> costs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Measured without = measured(load, echo, 0);
                Measured with = measured(load, predict, 0);
                ratios.add(with.perSecond / without.perSecond);
                costs.add(without.micros / with.micros);
                System.out.printf("%d rows, no model: %s%n%d rows, predict:  %s%n", rows, without, rows, with);
            }
            System.out.printf(
                    "%d rows: predict reaches %.2f of the throughput without a model (>= 0.70), by processor time %.2f%n",
                    rows, median(ratios), median(costs));
            double peak = measured(load, predict, 0).perSecond;
            Measured half = measured(load, predict, peak / 2);
            System.out.printf(
                    "%d rows, half load: %s; p99 is %.1f times p50 (<= 10)%n", rows, half, half.p99 / half.p50);
        }
    }

    private record Measured(double perSecond, double micros, double p50, double p99) {

        @Override
        public String toString() {
            return "%,.0f/s, %.0f µs of processor a call, p50 %.2f ms, p99 %.2f ms"
                    .formatted(perSecond, micros, p50, p99);
        }
    }

    private static Measured measured(HttpLoad load, byte[] request, double perSecond) {
        long cpu = cpu();
        HttpLoad.Result result = load.run(Duration.ofSeconds(SECONDS), request, perSecond);
        double micros = (cpu() - cpu) / 1e3 / result.calls();
        return new Measured(result.perSecond(200), micros, result.millis(200, 0.5), result.millis(200, 0.99));
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void answersAsManyUnderFourTimesItsCapacity() throws Exception {
        DenseBundle slow = DenseBundle.of(2, 10, 2048, 2048, 2048, 2);
        publish("slow", slow);
        byte[] request = Wire.post("/api/v1/models/slow/predict", DenseBundle.body(slow.row(new Random(1))));
        try (HttpLoad few = new HttpLoad(port, 4);
                HttpLoad many = new HttpLoad(port, 96)) {
            for (int i = 0; i < 5; i++) {
                few.run(Duration.ofSeconds(SECONDS), request);
                many.run(Duration.ofMillis(500), request);
            }
            long before = Resident.megabytesAfterCollection();
            List<Double> goodputs = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                HttpLoad.Result peak = few.run(Duration.ofSeconds(2L * SECONDS), request);
                HttpLoad.Result over = many.run(Duration.ofSeconds(4L * SECONDS), request, 4 * peak.perSecond(200));
                goodputs.add(over.perSecond(200) / peak.perSecond(200));
                System.out.printf(
                        "peak %.0f/s (p50 %.1f ms); at four times that %.0f/s are answered (p50 %.0f ms), refused: %d with p50 %.1f and p99 %.1f ms; all: %s%n",
                        peak.perSecond(200),
                        peak.millis(200, 0.5),
                        over.perSecond(200),
                        over.millis(200, 0.5),
                        over.nanos().getOrDefault(429, new long[0]).length,
                        over.millis(429, 0.5),
                        over.millis(429, 0.99),
                        over.counts());
                assertThat(over.nanos().keySet()).isSubsetOf(200, 429, 503);
            }
            long after = Resident.megabytesAfterCollection();
            System.out.printf(
                    "overload: goodput %.2f of the peak (>= 0.90), memory %d to %d MB (<= 10 %%)%n",
                    median(goodputs), before, after);
        }
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
