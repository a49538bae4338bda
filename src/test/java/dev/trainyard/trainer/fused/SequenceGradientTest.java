package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradients of recurrent and normalizing layers against the same written down in double precision. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class SequenceGradientTest {

    private static final double CLOSE = 1e-5;
    private static final int STEPS = 5;

    private static final List<String> LAYERS = List.of(
            "{\"type\":\"simpleRnn\",\"units\":3}",
            "{\"type\":\"simpleRnn\",\"units\":2,\"activation\":\"sigmoid\",\"useBias\":false}",
            "{\"type\":\"lstm\",\"units\":3}",
            "{\"type\":\"lstm\",\"units\":4,\"activation\":\"softsign\",\"useBias\":false}",
            "{\"type\":\"gru\",\"units\":3}",
            "{\"type\":\"gru\",\"units\":4,\"useBias\":false}",
            "{\"type\":\"gru\",\"units\":3,\"resetAfter\":false}",
            "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"lstm\",\"units\":2}}",
            "{\"type\":\"bidirectional\",\"mergeMode\":\"sum\",\"layer\":{\"type\":\"gru\",\"units\":3}}",
            "{\"type\":\"bidirectional\",\"mergeMode\":\"mul\",\"layer\":{\"type\":\"simpleRnn\",\"units\":3}}",
            "{\"type\":\"bidirectional\",\"mergeMode\":\"ave\",\"layer\":{\"type\":\"lstm\",\"units\":3}}");

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void areThoseOfEveryLossThroughEveryLayer(Loss loss) {
        for (String layer : LAYERS) {
            for (Sequence.Mode mode : List.of(Sequence.Mode.MANY_TO_ONE, Sequence.Mode.MANY_TO_MANY)) {
                check(sequences(layer, mode, loss), 6, 3, layer + mode);
            }
        }
    }

    /** Padding, short batches and all kinds of sizes; each engine sees batches of several sizes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areThoseOfRandomStacks(long seed) {
        SeededRandom random = new SeededRandom(seed, 7);
        StringBuilder layers = new StringBuilder();
        for (int i = random.nextInt(2); i >= 0; i--) {
            layers.append(LAYERS.get(random.nextInt(LAYERS.size()))).append(',');
            layers.append(random.nextInt(2) == 0 ? "{\"type\":\"layerNormalization\"}," : "");
        }
        layers.append(LAYERS.get(random.nextInt(LAYERS.size())));
        Sequence.Mode mode = random.nextInt(2) == 0 ? Sequence.Mode.MANY_TO_ONE : Sequence.Mode.MANY_TO_MANY;
        ResolvedJob job = sequences(layers.toString(), mode, Loss.CATEGORICAL_CROSSENTROPY);
        for (int rows : new int[] {1 + random.nextInt(9), 1, 9}) {
            check(job, rows, seed + rows, "%s %s, %d rows".formatted(layers, mode, rows));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 20})
    void areThoseOfNormalizedBatches(int rows) {
        check(
                TestJob.on("")
                        .numeric("a", "b")
                        .targetClasses("y", "1", "2", "3")
                        .layers("""
                                [{"type":"dense","units":5,"activation":"tanh"},{"type":"batchNormalization"},
                                 {"type":"dense","units":4,"activation":"sigmoid"},{"type":"layerNormalization"},{"type":"dense"}]""")
                        .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                        .resolved(),
                rows,
                4,
                rows + " rows");
    }

    private static ResolvedJob sequences(String layers, Sequence.Mode mode, Loss loss) {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        return TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .sequences(new Examples.Sequences(mode, run, null, STEPS, STEPS, 0))
                .layers("[%s,{\"type\":\"dense\",\"units\":3,\"activation\":\"%s\"}]".formatted(layers, behind(loss)))
                .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                .loss(loss)
                .resolved();
    }

    private static String behind(Loss loss) {
        ActivationFunction smooth =
                EnumSet.of(ActivationFunction.SOFTMAX, ActivationFunction.TANH, ActivationFunction.SOFTPLUS).stream()
                        .filter(function -> DrawnBatch.fit(loss, function))
                        .findFirst()
                        .orElseThrow();
        return Json.mapper().convertValue(smooth, String.class);
    }

    private static void check(ResolvedJob job, int rows, long seed, String what) {
        var start = Twins.drawn(job, seed);
        Batch batch = DrawnBatch.of(job, rows, seed);
        Differences exact = new Differences(job, start, batch);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            assertThat(Math.abs(engine.step(batch, 0) - exact.loss()))
                    .as(what)
                    .isLessThan(CLOSE * Math.max(1, Math.abs(exact.loss())));
            engine.setParameters(start);
            assertThat(Twins.difference(Twins.gradient(engine, batch), exact.gradient()))
                    .as(what)
                    .isLessThan(CLOSE);
        }
    }
}
