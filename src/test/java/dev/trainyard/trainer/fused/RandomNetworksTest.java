package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.layer.BatchNormalization;
import dev.trainyard.json.Json;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever layers, loss, rule and batches chance brings together: losses and gradients are those of differences in double
 * precision, updates are those of the rule's formula, and steps that are padding change no bit. A seed that fails is told,
 * and drawn again by {@code -Dtrainyard.seed}.
 */
@SuppressWarnings("NullAway") // a null fails the test by itself
class RandomNetworksTest {

    private static final double CLOSE = 1e-5;

    /** Rows that are nearly alike are told apart by their last digits, thirty times as large by the norm of a batch. */
    private static final double NORMALIZED = 1e-4;

    private static final int UPDATES = 4;

    /** Parameters are rounded to floats, once or twice in an update. */
    private static final double ROUNDED = 2e-7;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTrainedAsTheyAreWrittenDown(long seed) {
        train(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areNotMovedByPadding(long seed) {
        pad(seed);
    }

    /** So many more, from a seed on that is another one each time. */
    @Tag("figures")
    @Test
    void areTrainedAsTheyAreWrittenDownWhateverTheyAre() {
        long first = Long.getLong("trainyard.seed", System.nanoTime());
        System.out.printf("-Dtrainyard.seed=%d%n", first);
        LongStream.range(first, first + Integer.getInteger("trainyard.networks", 3_000))
                .forEach(seed -> {
                    train(seed);
                    pad(seed);
                });
    }

    private static void train(long seed) {
        SeededRandom random = new SeededRandom(seed, 1);
        ResolvedJob job = DrawnNetwork.of(random);
        int full = 2 + random.nextInt(12);
        int[] sizes = {full, full, 1 + random.nextInt(full), full};
        String what = told(seed, job);
        try (Engine engine = new FusedEngineMaker().make(job, start(job, seed))) {
            Observed observed = new Observed(job, engine);
            for (int update = 0; update < UPDATES; update++) {
                observed.step(
                        DrawnBatch.of(job, sizes[update], seed + update), "%s, update %d".formatted(what, update));
            }
        }
    }

    /** Sums of many numbers are no larger than those of few: no probability comes so near to 0 that losses cut it off. */
    private static NamedArrays start(ResolvedJob job, long seed) {
        NamedArrays drawn = Twins.drawn(job, seed);
        for (NamedArray array : drawn.arrays()) {
            float[] values = array.values();
            int summed = values.length / array.shape().get(array.shape().size() - 1);
            for (int i = 0; i < values.length; i++) {
                values[i] *= (float) Math.min(1, 2 / Math.sqrt(summed));
            }
        }
        return drawn;
    }

    private static String told(long seed, ResolvedJob job) {
        return "-Dtrainyard.seed=%d: %s by %s, %s"
                .formatted(
                        seed,
                        Json.mapper().writeValueAsString(job.definition()),
                        Json.mapper().writeValueAsString(job.training().optimizer()),
                        job.training().loss());
    }

    /** An engine whose gradients are looked at on their way to the parameters. */
    private static final class Observed {

        private static final double RATE = 0.003;

        private final ResolvedJob job;
        private final Engine engine;
        private final ExactRule rule;
        private final double bound;
        private float[] gradient = {};
        private List<Segment> segments = List.of();

        Observed(ResolvedJob job, Engine engine) {
            this.job = job;
            this.engine = engine;
            this.rule = new ExactRule(job.training(), flat(engine.parameters()).length);
            this.bound = normalizesBatches(job) ? NORMALIZED : CLOSE;
            engine.observe((slopes, of) -> {
                gradient = slopes.clone();
                segments = List.copyOf(of);
            });
        }

        private static boolean normalizesBatches(ResolvedJob job) {
            return job.layers().stream().anyMatch(report -> report.layer() instanceof BatchNormalization);
        }

        void step(Batch batch, String what) {
            NamedArrays before = engine.parameters();
            Differences exact = new Differences(job, before, batch);
            double loss = engine.step(batch, RATE);

            assertThat(Math.abs(loss - exact.loss()))
                    .as("loss of " + what)
                    .isLessThan(CLOSE * Math.max(1, Math.abs(exact.loss())));
            compareSlopes(exact.gradient(), what);
            compare(rule.updated(flat(before), gradient, segments, RATE), flat(before), what);
        }

        private void compareSlopes(NamedArrays exact, String what) {
            double largest = 1e-3;
            double difference = 0;
            for (Segment segment : segments) {
                if (!segment.statistic()) {
                    float[] slopes = exact.get(segment.name()).values();
                    for (int i = 0; i < slopes.length; i++) {
                        largest = Math.max(largest, Math.abs(slopes[i]));
                        difference = Math.max(difference, Math.abs((double) slopes[i] - gradient[segment.from() + i]));
                    }
                }
            }
            assertThat(difference / largest).as("gradient of " + what).isLessThan(bound);
        }

        private void compare(double[] expected, float[] before, String what) {
            float[] after = flat(engine.parameters());
            for (int i = 0; i < after.length; i++) {
                double step = Math.abs(expected[i] - before[i]);
                assertThat(Math.abs(after[i] - expected[i]))
                        .as(
                                "parameter %d from %s by slope %s to %s, not %s, after %s",
                                i, before[i], gradient[i], after[i], expected[i], what)
                        .isLessThan(
                                ROUNDED * Math.max(1, Math.abs(before[i])) + 2 * step * Math.max(CLOSE, rule.doubt(i)));
            }
        }
    }

    private static float[] flat(NamedArrays arrays) {
        int size = arrays.arrays().stream()
                .mapToInt(array -> array.values().length)
                .sum();
        float[] flat = new float[size];
        int at = 0;
        for (NamedArray array : arrays.arrays()) {
            System.arraycopy(array.values(), 0, flat, at, array.values().length);
            at += array.values().length;
        }
        return flat;
    }

    private static void pad(long seed) {
        SeededRandom random = new SeededRandom(seed, 2);
        ResolvedJob job = DrawnNetwork.ofSequences(random);
        NamedArrays start = start(job, seed);
        int steps = job.input().dimensions().get(0);
        try (Engine one = new FusedEngineMaker().make(job, start);
                Engine other = new FusedEngineMaker().make(job, start)) {
            for (int update = 0; update < UPDATES; update++) {
                Batch batch = DrawnBatch.of(job, 1 + random.nextInt(12), seed + update);
                double loss = one.step(batch, 0.01);

                assertThat(other.step(DrawnBatch.paddedOtherwise(batch, steps), 0.01))
                        .as(told(seed, job))
                        .isEqualTo(loss);
            }
            assertThat(other.parameters().sha256())
                    .as(told(seed, job))
                    .isEqualTo(one.parameters().sha256());
        }
    }
}
