package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.prediction.DenseBundle;
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
 * What becomes of calls at four times the capacity of a model that takes at least five milliseconds. Callers have the last
 * processor for themselves and the service the others, from its start on. {@code -Dtrainyard.seconds} and
 * {@code -Dtrainyard.rounds} say how long and how often.
 */
@Tag("figures")
class OverloadFiguresTest {

    private static final int SECONDS = Integer.getInteger("trainyard.seconds", 3);

    /** Ratios of single rounds lie between 0.76 and 1.04, and so the median of five within 0.05 of the truth at best. */
    private static final int ROUNDS = Integer.getInteger("trainyard.rounds", 15);

    private static final double LEAST_GOODPUT = 0.9;
    private static final double LATEST_REFUSAL_MILLIS = 50;

    /** Calls for each that is answered while the service warms up: else the compilers, which count calls, see too few refusals. */
    private static final double REFUSALS = 16;

    /** On one processor, compilers at work cost as many answers as refusals do. */
    private static final double STEADY = 0.005;

    /** 113 MB. */
    private static final int[] SLOW = {10, 3072, 3072, 3072, 3072, 2};

    private final byte[] predict;
    private final byte[] echo;

    @TempDir
    private Path data;

    OverloadFiguresTest() {
        String body = DenseBundle.body(DenseBundle.of(2, SLOW[0], 2).row(new Random(1)));
        predict = Wire.post("/api/v1/models/slow/predict", body);
        echo = Wire.post("/v2/models/plain/echo", body);
    }

    @Test
    void answersAsManyUnderFourTimesItsCapacity() throws IOException {
        try (OwnProcessor ours = OwnProcessor.take();
                ServingProcess service = ServingProcess.startOn(ours.others(), 1536, data)) {
            service.publish("slow", 2, SLOW);
            try (Crowd few = new Crowd(service.port(), 4);
                    Crowd many = new Crowd(service.port(), 256)) {
                measure(service, few, many);
            }
        }
    }

    private void measure(ServingProcess service, Crowd few, Crowd many) {
        service.warmUp(STEADY, () -> {
            double some = few.run(Duration.ofSeconds(1), predict, 0).perSecond(200);
            many.run(Duration.ofSeconds(4), predict, REFUSALS * some);
        });
        int before = service.megabytes();
        List<Double> goodputs = new ArrayList<>();
        List<Double> refusals = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Crowd.Result peak = few.run(Duration.ofSeconds(2L * SECONDS), predict, 0);
            double busy = service.processor().seconds();
            Crowd.Result over = many.run(Duration.ofSeconds(4L * SECONDS), predict, 4 * peak.perSecond(200));
            double had = (service.processor().seconds() - busy) / over.seconds();
            Crowd.Result plain = many.run(Duration.ofSeconds(SECONDS), echo, 4 * peak.perSecond(200));
            goodputs.add(over.perSecond(200) / peak.perSecond(200));
            refusals.add(over.millis(429, 0.99));
            System.out.printf(
                    "peak %.0f/s (p50 %.1f ms); at four times that %.0f/s (p50 %.0f ms), refused with p50 %.1f and p99 %.1f ms; all: %s; the service had %.2f processors; as many calls without a model: p99 %.1f ms%n",
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
        int after = service.megabytes();
        System.out.printf(
                "overload: goodput %.2f of the peak (>= 0.90), refusals' p99 %.1f ms (<= 50), memory %d to %d MB (<= 10 %%)%n",
                median(goodputs), median(refusals), before, after);
        assertThat(median(goodputs)).isGreaterThanOrEqualTo(LEAST_GOODPUT);
        assertThat(median(refusals)).isLessThanOrEqualTo(LATEST_REFUSAL_MILLIS);
        assertThat(after).isLessThanOrEqualTo(before + before / 10);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
