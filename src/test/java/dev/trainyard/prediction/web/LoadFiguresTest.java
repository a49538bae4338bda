package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.testing.Crowd;
import dev.trainyard.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What predictions cost by HTTP, of a service that is a process of its own and warm; callers are one thread, and what is compared
 * takes turns in one run. {@code -Dtrainyard.seconds} is how long each turn measures,
 * {@code -Dtrainyard.rounds} how many there are.
 */
@Tag("figures")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadFiguresTest {

    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);
    private static final int SECONDS = Integer.getInteger("trainyard.seconds", 3);
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 5);
    private static final double LEAST_SHARE = 0.7;

    @TempDir
    private static Path data;

    private ServingProcess service;

    @BeforeAll
    void start() throws IOException {
        service = ServingProcess.start(data);
        service.publish("small", 1, 10, 32, 16, 2);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Crowd callers(int count) throws IOException {
        return new Crowd(service.port(), count);
    }

    @Test
    void predictsAlmostAsFastAsItReadsAndWritesARow() throws IOException {
        compare(1);
    }

    @Test
    void predictsAlmostAsFastAsItReadsAndWritesAHundredRows() throws IOException {
        compare(100);
    }

    private void compare(int rows) throws IOException {
        Random random = new Random(1);
        double[][] drawn = new double[rows][];
        Arrays.setAll(drawn, i -> SMALL.row(random));
        String body = DenseBundle.body(drawn);
        byte[] predict = Wire.post("/api/v1/models/small/predict", body);
        byte[] echo = Wire.post("/v2/models/plain/echo", body);
        byte[] lean = Wire.post("/v2/models/plain/lean", body);
        try (Crowd load = callers(16)) {
            warmUp(load, echo, lean, predict);
            List<Measured> echoes = new ArrayList<>();
            List<Measured> leans = new ArrayList<>();
            List<Measured> predictions = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                echoes.add(measured(load, echo));
                predictions.add(measured(load, predict));
                leans.add(measured(load, lean));
            }
            System.out.printf(
                    "%d rows, no model: %s%n%d rows, hardly an endpoint: %s%n%d rows, predict: %s%n",
                    rows, echoes.get(ROUNDS / 2), rows, leans.get(ROUNDS / 2), rows, predictions.get(ROUNDS / 2));
            System.out.printf(
                    "%d rows, 16 connections: predict reaches %.2f of the throughput of an endpoint without a model (>= 0.70), by processor time %.2f; of one that only reads and writes numbers %.2f, by processor time %.2f%n",
                    rows,
                    ratio(predictions, echoes),
                    cost(echoes, predictions),
                    ratio(predictions, leans),
                    cost(leans, predictions));
            assertThat(ratio(predictions, echoes)).isGreaterThanOrEqualTo(LEAST_SHARE);
        }
    }

    private void warmUp(Crowd load, byte[]... requests) {
        service.warmUp(() -> {
            for (byte[] request : requests) {
                load.run(Duration.ofSeconds(1), request, 0);
            }
        });
    }

    private record Measured(double perSecond, double micros, double p50, double p99) {

        @Override
        public String toString() {
            return "%,.0f/s, %.0f µs of the service's processor a call, p50 %.2f ms, p99 %.2f ms"
                    .formatted(perSecond, micros, p50, p99);
        }
    }

    private Measured measured(Crowd load, byte[] request) {
        double busy = service.processor().seconds();
        Crowd.Result result = load.run(Duration.ofSeconds(SECONDS), request, 0);
        assertThat(result.nanos()).as(load.text()).containsOnlyKeys(200);
        double micros = (service.processor().seconds() - busy) * 1e6 / result.calls();
        return new Measured(result.perSecond(200), micros, result.millis(200, 0.5), result.millis(200, 0.99));
    }

    private static double ratio(List<Measured> ours, List<Measured> others) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).perSecond / others.get(i).perSecond);
        }
        return median(ratios);
    }

    private static double cost(List<Measured> others, List<Measured> ours) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(others.get(i).micros / ours.get(i).micros);
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
