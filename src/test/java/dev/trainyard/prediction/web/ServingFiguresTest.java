package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.HttpLoad;
import dev.trainyard.testing.TrainyardTest;
import dev.trainyard.testing.Wire;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a prediction costs by HTTP, beside an endpoint of the same server that reads and writes the same JSON without a model. */
@Tag("figures")
@TrainyardTest
@Import(ServingFiguresTest.Echo.class)
class ServingFiguresTest {

    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);
    private static final int SECONDS = Integer.getInteger("trainyard.seconds", 1);
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 5);

    private final TestVersions versions;
    private final int port;

    @TempDir
    private Path folder;

    @Autowired
    ServingFiguresTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.port = port;
    }

    /** Reads a request as predictions do, and answers what a prediction answers. */
    @RestController
    static class Echo {

        private static final Object ANSWER = new java.util.LinkedHashMap<>(java.util.Map.of());

        @PostMapping(
                path = "/api/v1/echo",
                consumes = MediaType.APPLICATION_JSON_VALUE,
                produces = MediaType.APPLICATION_JSON_VALUE)
        Object echo(@RequestBody PredictRequest request) {
            return Answer.of(request.rows() == null ? 0 : request.rows().size());
        }
    }

    record Answer(String model, int version, List<One> predictions, List<String> warnings) {

        record One(String label, java.util.Map<String, Float> probabilities) {}

        static Answer of(int rows) {
            return new Answer(
                    "small",
                    1,
                    java.util.Collections.nCopies(
                            rows, new One("c0", java.util.Map.of("c0", 0.85438216f, "c1", 0.14561784f))),
                    List.of());
        }
    }

    private void publish(String model, DenseBundle bundle) throws Exception {
        versions.registry()
                .register(versions.stored(model, bundle.manifest(), bundle.write(folder.resolve(model)), null));
    }

    @Test
    void predictsAlmostAsFastAsItReadsAndWrites() throws Exception {
        publish("small", SMALL);
        String body = DenseBundle.body(SMALL.row(new Random(1)));
        byte[] predict = Wire.post("/api/v1/models/small/predict", body);
        byte[] echo = Wire.post("/api/v1/echo", body);
        try (HttpLoad load = new HttpLoad(port, 8)) {
            assertThat(load.run(Duration.ofSeconds(3L * SECONDS), predict).nanos()).containsOnlyKeys(200);
            System.out.println(load.text());
            assertThat(load.run(Duration.ofSeconds(3L * SECONDS), echo).nanos()).containsOnlyKeys(200);
            System.out.println(load.text());
            List<Double> ratios = new ArrayList<>();
            List<Double> costs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Measured without = measured(load, echo);
                Measured with = measured(load, predict);
                ratios.add(with.perSecond / without.perSecond);
                costs.add(without.micros / with.micros);
                System.out.printf(
                        "echo %,.0f/s %.0f µs of processor a call, p50 %.2f p99 %.2f ms; predict %,.0f/s %.0f µs, p50 %.2f p99 %.2f ms%n",
                        without.perSecond, without.micros, without.p50, without.p99, with.perSecond, with.micros, with.p50,
                        with.p99);
            }
            System.out.printf(
                    "predict reaches %.2f of the throughput without a model (by processor time %.2f)%n",
                    median(ratios), median(costs));
        }
    }

    private record Measured(double perSecond, double micros, double p50, double p99) {}

    private static Measured measured(HttpLoad load, byte[] request) {
        long cpu = cpu();
        HttpLoad.Result result = load.run(Duration.ofSeconds(SECONDS), request);
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
}
