package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own loop and DL4J have the same gradients, take the same steps and give the same answers. */
class FusedGradientTest {

    private static final double CLOSE = 1e-5;
    private static final EnumSet<ActivationFunction> FUNCTIONS =
            EnumSet.complementOf(EnumSet.of(ActivationFunction.AUTO));

    static Stream<Arguments> pairs() {
        return EnumSet.complementOf(EnumSet.of(Loss.AUTO)).stream()
                .flatMap(loss -> FUNCTIONS.stream()
                        .filter(activation -> DrawnBatch.fit(loss, activation))
                        .map(activation -> Arguments.of(loss, activation)));
    }

    static Stream<ActivationFunction> functions() {
        return FUNCTIONS.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isTheSlopeOfEveryLossBehindEveryActivation(Loss loss, ActivationFunction activation) {
        isTheSlope(job("tanh", written(activation), loss));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void isTheSlopeThroughEveryActivation(ActivationFunction activation) {
        isTheSlope(job(written(activation), "softmax", Loss.CATEGORICAL_CROSSENTROPY));
    }

    private static void isTheSlope(ResolvedJob job) {
        NamedArrays start = Twins.drawn(job, 7);
        Batch batch = DrawnBatch.of(job, 13, 8);
        Differences exact = new Differences(job, start, batch);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            assertThat(Math.abs(engine.step(batch, 0) - exact.loss()))
                    .isLessThan(CLOSE * Math.max(1, Math.abs(exact.loss())));
            assertThat(Twins.difference(Twins.gradient(engine, batch), exact.gradient()))
                    .isLessThan(CLOSE);
        }
    }

    /** A network of DL4J takes its time to be made. */
    @Tag("figures")
    @ParameterizedTest
    @MethodSource("pairs")
    void agreesForEveryLossBehindEveryActivation(Loss loss, ActivationFunction activation) {
        agree(job("tanh", written(activation), loss), 13, 7);
    }

    @Tag("figures")
    @ParameterizedTest
    @MethodSource("functions")
    void agreesForEveryActivationWithin(ActivationFunction activation) {
        agree(job(written(activation), "softmax", Loss.CATEGORICAL_CROSSENTROPY), 13, 8);
    }

    private static ResolvedJob job(String within, String last, Loss loss) {
        return network("""
                [{"type":"dense","units":4,"activation":"%s"},{"type":"dense","units":3,"activation":"%s"}]
                """.formatted(within, last), loss);
    }

    private static ResolvedJob network(String layers, Loss loss) {
        return TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers(layers)
                .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                .loss(loss)
                .resolved();
    }

    private static String written(ActivationFunction activation) {
        return Json.mapper().convertValue(activation, String.class);
    }

    private static void agree(ResolvedJob job, int rows, long seed) {
        try (Twins twins = new Twins(job, seed)) {
            agree(twins, DrawnBatch.of(job, rows, seed + 1));
        }
    }

    private static void agree(Twins twins, Batch batch) {
        double ours = twins.fused.step(batch, 0);
        double theirs = twins.dl4j.step(batch, 0);
        NamedArrays fused = Twins.gradient(twins.fused, batch);
        NamedArrays dl4j = Twins.gradient(twins.dl4j, batch);

        assertThat(Math.abs(ours - theirs)).as("loss").isLessThan(CLOSE * Math.max(1, Math.abs(theirs)));
        assertThat(Twins.difference(fused, dl4j)).as("gradient").isLessThan(CLOSE);
        float[] answers = twins.fused.predict(batch.inputs());
        float[] expected = twins.dl4j.predict(batch.inputs());
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(answers[i] - expected[i])).as("answer %d", i).isLessThan((float) CLOSE);
        }
    }

    /** Batches of other sizes in between leave nothing behind. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesForRandomStacksAndBatches(long seed) {
        SeededRandom random = new SeededRandom(seed, 99);
        StringBuilder layers = new StringBuilder("[");
        for (int layer = random.nextInt(3); layer >= 0; layer--) {
            layers.append("{\"type\":\"dense\",\"units\":%d,\"activation\":\"%s\",\"useBias\":%b},"
                    .formatted(
                            1 + random.nextInt(70),
                            new String[] {"tanh", "sigmoid", "linear"}[random.nextInt(3)],
                            random.nextInt(4) > 0));
            if (random.nextInt(2) == 0) {
                layers.append("{\"type\":\"activation\",\"activation\":\"tanh\"},{\"type\":\"flatten\"},");
            }
        }
        ResolvedJob job = network(layers + "{\"type\":\"dense\"}]", Loss.CATEGORICAL_CROSSENTROPY);
        try (Twins twins = new Twins(job, seed)) {
            agree(twins, DrawnBatch.of(job, 2 + random.nextInt(60), seed));
            agree(twins, DrawnBatch.of(job, 1, seed + 1));
            agree(twins, DrawnBatch.of(job, 2 + random.nextInt(60), seed + 2));
        }
    }

    @Test
    void flattensPicturesInKerasOrder() {
        ResolvedJob job = TestJob.lines(4, 5)
                .targetClasses("kind", "flat", "upright")
                .layers("""
                        [{"type":"flatten"},{"type":"dense","units":6,"activation":"tanh"},{"type":"dense"}]""")
                .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                .resolved();

        agree(job, 9, 3);
    }

    @Tag("figures")
    @ParameterizedTest
    @FieldSource("dev.trainyard.trainer.UpdateRules#ALL")
    void takesTheSameFirstTwentyStepsByEveryRule(String optimizer) {
        takesTheSameSteps(optimizer);
    }

    @Test
    void takesTheSameFirstTwentySteps() {
        takesTheSameSteps("adam");
    }

    private static void takesTheSameSteps(String optimizer) {
        ResolvedJob job = TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers("[{\"type\":\"dense\",\"units\":5,\"activation\":\"tanh\"},{\"type\":\"dense\"}]")
                .training("""
                        {"optimizer":{"type":"%s"},"regularization":{"l1":1e-4,"l2":1e-3},"gradientClipping":{"norm":0.5}}
                        """.formatted(optimizer))
                .resolved();
        try (Twins twins = new Twins(job, 5)) {
            for (int update = 0; update < 20; update++) {
                Batch batch = DrawnBatch.of(job, update % 5 == 4 ? 3 : 16, update);
                double loss = twins.fused.step(batch, 1e-3);
                assertThat(Math.abs(loss - twins.dl4j.step(batch, 1e-3))).isLessThan(CLOSE);
            }
            assertThat(Twins.difference(twins.fused.parameters(), twins.dl4j.parameters()))
                    .isLessThan(CLOSE);
            assertThat(Twins.difference(twins.fused.state(), twins.dl4j.state()))
                    .isLessThan(10 * CLOSE);
        }
    }

    @Test
    void dropsTheSameInTheSameUpdate() {
        ResolvedJob job = network("""
                [{"type":"dense","units":40,"activation":"tanh"},{"type":"dropout","rate":0.3},
                 {"type":"dense","units":3,"activation":"softmax"}]""", Loss.CATEGORICAL_CROSSENTROPY);
        Batch batch = DrawnBatch.of(job, 20, 4);
        NamedArrays start = Twins.drawn(job, 6);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            NamedArrays fresh = engine.state();
            double first = engine.step(batch, 0);
            double second = engine.step(batch, 0);
            engine.restore(start, fresh);

            assertThat(engine.step(batch, 0)).isEqualTo(first).isNotEqualTo(second);
        }
    }

    /** The slope of the loss with what the first update drops, against differences of that loss. */
    @Test
    void goesBackThroughWhatWasDropped() {
        ResolvedJob job = network("""
                [{"type":"dense","units":6,"activation":"tanh"},{"type":"dropout","rate":0.4},
                 {"type":"dense","units":3,"activation":"softmax"}]""", Loss.CATEGORICAL_CROSSENTROPY);
        Batch batch = DrawnBatch.of(job, 20, 4);
        NamedArrays start = Twins.drawn(job, 6);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            NamedArrays fresh = engine.state();
            float[] slopes = Twins.gradient(engine, batch).get("dense_0/kernel").values();
            for (int i = 0; i < slopes.length; i++) {
                float[] kernel = start.get("dense_0/kernel").values();
                float kept = kernel[i];
                kernel[i] = kept + 0.01f;
                engine.restore(start, fresh);
                double above = engine.step(batch, 0);
                kernel[i] = kept - 0.01f;
                engine.restore(start, fresh);
                double below = engine.step(batch, 0);
                kernel[i] = kept;

                assertThat(Math.abs((above - below) / 0.02 - slopes[i])).isLessThan(2e-4);
            }
        }
    }
}
