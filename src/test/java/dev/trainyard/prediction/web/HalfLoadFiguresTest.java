package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.testing.BareServer;
import dev.trainyard.testing.Crowd;
import dev.trainyard.testing.OwnProcessor;
import dev.trainyard.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How evenly calls are answered at half of what the service could do, and beside it what the machine makes of as many calls to a
 * server of a few lines. Callers have the last processor for themselves and the service the others. {@code -Dtrainyard.seconds} and {@code -Dtrainyard.rounds} say how long and how often.
 */
@Tag("figures")
class HalfLoadFiguresTest {

    private static final DenseBundle SMALL = DenseBundle.of(1, 10, 32, 16, 2);
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("trainyard.seconds", 3));
    private static final Duration WARM = Duration.ofSeconds(1);
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 5);
    private static final double MOST_SPREAD = 10;

    /** Calls beside a compiler at work wait for its slices of the processor, a few milliseconds each. */
    private static final double STEADY = 0.005;

    @TempDir
    private Path data;

    @Test
    void answersAlmostAllSoonUnderHalfOfItsLoad() throws IOException {
        String body = DenseBundle.body(SMALL.row(new Random(1)));
        byte[] predict = Wire.post("/api/v1/models/small/predict", body);
        byte[] echo = Wire.post("/v2/models/plain/echo", body);
        try (OwnProcessor ours = OwnProcessor.take();
                ServingProcess service = ServingProcess.startOn(ours.others(), 768, data);
                BareServer bare = BareServer.startOn(ours.others())) {
            service.publish("small", 1, 10, 32, 16, 2);
            try (Crowd load = new Crowd(service.port(), 16);
                    Crowd bareLoad = new Crowd(bare.port(), 16)) {
                service.warmUp(STEADY, () -> {
                    alternate(load, echo);
                    alternate(load, predict);
                });
                double peak = load.run(TURN, predict, 0).perSecond(200);
                byte[] work = BareServer.asOften(bareLoad, TURN, peak);
                List<Double> spreads = new ArrayList<>();
                List<Double> plain = new ArrayList<>();
                List<Double> machine = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    spreads.add(spread("predict", load, predict, peak / 2));
                    plain.add(spread("no model", load, echo, peak / 2));
                    machine.add(spread("a server of a few lines", bareLoad, work, peak / 2));
                }
                System.out.printf(
                        "half of %,.0f/s: p99 is %.1f times p50 (<= %.0f); without a model %.1f times; of a server of a few lines that works as long %.1f times%n",
                        peak, median(spreads), MOST_SPREAD, median(plain), median(machine));
                assertThat(median(spreads)).isLessThanOrEqualTo(MOST_SPREAD);
            }
        }
    }

    /** At its peak and at half of it: what runs then is not all the same, and compiled when it has run often. */
    private static void alternate(Crowd load, byte[] request) {
        double peak = load.run(WARM, request, 0).perSecond(200);
        load.run(WARM, request, peak / 2);
    }

    private static double spread(String what, Crowd load, byte[] request, double perSecond) {
        Crowd.Result result = load.run(TURN, request, perSecond);
        assertThat(result.nanos()).as(load.text()).containsOnlyKeys(200);
        double half = result.millis(200, 0.5);
        double almostAll = result.millis(200, 0.99);
        System.out.printf(
                "half load, %s: %,.0f/s, p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms; callers kept from running %.1f %% of the time%n",
                what, result.perSecond(200), half, almostAll, result.millis(200, 0.999), 100 * result.away());
        return almostAll / half;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
