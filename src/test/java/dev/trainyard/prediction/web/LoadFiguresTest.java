package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.testing.Crowd;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ProcessorTime;
import dev.trainyard.testing.ServiceProcess;
import dev.trainyard.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What predictions cost by HTTP. The service is a process of its own, with the compilers and the collector of the image; callers
 * are one thread, and what is compared takes turns in one run. {@code -Dtrainyard.seconds} is how long each turn measures,
 * {@code -Dtrainyard.rounds} how many there are.
 */
@Tag("figures")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoadFiguresTest {

    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);
    private static final int SECONDS = Integer.getInteger("trainyard.seconds", 3);
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 5);

    /** Compilers that take less than this share of the service's time are through with what is measured. */
    private static final double RESTING = 0.02;

    private static final int MOST_WARM_UPS = 40;

    @TempDir
    private static Path data;

    private ServiceProcess service;
    private ProcessorTime processor;

    @BeforeAll
    void start() throws IOException {
        service = ServiceProcess.start(
                ServingProgram.class,
                List.of("-XX:TieredStopAtLevel=4", "-Xms768m", "-Xmx768m"),
                Map.of(),
                data,
                "--trainyard.roles=api");
        processor = new ProcessorTime(service.pid());
        publish("small", 1, 10, 32, 16, 2);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private void publish(String model, long seed, int... widths) {
        Answer answer = service.http()
                .post(
                        "/v2/models/plain/publish",
                        new ServingProgram.Drawn(model, seed, widths, 1, true),
                        "Content-Type",
                        "application/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
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
                echoes.add(measured(load, echo, 0));
                predictions.add(measured(load, predict, 0));
                leans.add(measured(load, lean, 0));
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
        }
    }

    private void warmUp(Crowd load, byte[]... requests) {
        warmUp(() -> {
            for (byte[] request : requests) {
                load.run(Duration.ofSeconds(1), request, 0);
            }
        });
    }

    /** Until the compilers have next to nothing left to do: before, one measures them. */
    private void warmUp(Runnable work) {
        double share = 1;
        for (int round = 0; round < MOST_WARM_UPS && share > RESTING; round++) {
            double busy = processor.seconds();
            double compiling = processor.compilingSeconds();
            work.run();
            share = (processor.compilingSeconds() - compiling) / (processor.seconds() - busy);
        }
        System.out.printf("warm: compilers take %.3f of the service's processor time%n", share);
    }

    @Test
    void answersAlmostAllSoonUnderHalfOfItsLoad() throws IOException {
        String body = DenseBundle.body(SMALL.row(new Random(1)));
        byte[] predict = Wire.post("/api/v1/models/small/predict", body);
        byte[] echo = Wire.post("/v2/models/plain/echo", body);
        try (Crowd load = callers(16)) {
            warmUp(load, echo, predict);
            double peak = measured(load, predict, 0).perSecond;
            List<Double> spreads = new ArrayList<>();
            List<Double> plain = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Measured with = measured(load, predict, peak / 2);
                Measured without = measured(load, echo, peak / 2);
                spreads.add(with.p99 / with.p50);
                plain.add(without.p99 / without.p50);
                System.out.printf("half load, predict: %s%nhalf load, no model: %s%n", with, without);
            }
            System.out.printf(
                    "half of %,.0f/s: p99 is %.1f times p50 (<= 10); without a model %.1f times%n",
                    peak, median(spreads), median(plain));
        }
    }

    @Test
    void answersAsManyUnderFourTimesItsCapacity() throws IOException {
        publish("slow", 2, 10, 2048, 2048, 2048, 2048, 2); // 50 MB, some 5 ms
        DenseBundle shape = DenseBundle.of(2, 10, 2);
        byte[] request = Wire.post("/api/v1/models/slow/predict", DenseBundle.body(shape.row(new Random(1))));
        byte[] echo = Wire.post("/v2/models/plain/echo", DenseBundle.body(shape.row(new Random(1))));
        int last = Runtime.getRuntime().availableProcessors() - 1;
        pin(service.pid(), last == 0 ? "0" : "0-" + (last - 1));
        pin(ProcessHandle.current().pid(), Integer.toString(last));
        try (Crowd few = callers(4);
                Crowd many = callers(256)) {
            warmUp(() -> {
                Crowd.Result peak = few.run(Duration.ofSeconds(1), request, 0);
                many.run(Duration.ofSeconds(2), request, 4 * peak.perSecond(200));
            });
            int before = megabytes();
            List<Double> goodputs = new ArrayList<>();
            List<Double> refusals = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                Crowd.Result peak = few.run(Duration.ofSeconds(2L * SECONDS), request, 0);
                double flood = 4 * peak.perSecond(200);
                double busy = processor.seconds();
                Crowd.Result over = many.run(Duration.ofSeconds(4L * SECONDS), request, flood);
                double had = (processor.seconds() - busy) / over.seconds();
                Crowd.Result plain = many.run(Duration.ofSeconds(SECONDS), echo, flood);
                goodputs.add(over.perSecond(200) / peak.perSecond(200));
                refusals.add(over.millis(429, 0.99));
                System.out.printf(
                        "peak %.0f/s (p50 %.1f ms); at four times that %.0f/s are answered (p50 %.0f ms), refused with p50 %.1f and p99 %.1f ms; all: %s; the service had %.2f of its processor; as many calls without a model: p99 %.1f ms%n",
                        peak.perSecond(200),
                        peak.millis(200, 0.5),
                        over.perSecond(200),
                        over.millis(200, 0.5),
                        over.millis(429, 0.5),
                        over.millis(429, 0.99),
                        over.counts(),
                        had,
                        plain.millis(200, 0.99));
                assertThat(over.nanos().keySet()).isSubsetOf(200, 429, 503);
            }
            System.out.printf(
                    "overload: goodput %.2f of the peak (>= 0.90), refusals' p99 %.1f ms (<= 50), memory %d to %d MB (<= 10 %%)%n",
                    median(goodputs), median(refusals), before, megabytes());
        } finally {
            pin(service.pid(), "0-" + last);
            pin(ProcessHandle.current().pid(), "0-" + last);
        }
    }

    /** On these processors, all threads and those to come. */
    private static void pin(long pid, String processors) throws IOException {
        try {
            new ProcessBuilder("taskset", "-acp", processors, Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Memory after the service has collected its garbage. */
    private int megabytes() {
        return service.http()
                .post("/v2/models/plain/memory", Map.of(), "Content-Type", "application/json")
                .json()
                .at("/megabytes")
                .asInt();
    }

    private record Measured(double perSecond, double micros, double p50, double p99) {

        @Override
        public String toString() {
            return "%,.0f/s, %.0f µs of the service's processor a call, p50 %.2f ms, p99 %.2f ms"
                    .formatted(perSecond, micros, p50, p99);
        }
    }

    private Measured measured(Crowd load, byte[] request, double perSecond) {
        double busy = processor.seconds();
        Crowd.Result result = load.run(Duration.ofSeconds(SECONDS), request, perSecond);
        assertThat(result.nanos()).as(load.text()).containsOnlyKeys(200);
        double micros = (processor.seconds() - busy) * 1e6 / result.calls();
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
