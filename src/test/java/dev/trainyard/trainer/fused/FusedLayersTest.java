package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every layer of our own loop beside DL4J's: gradients, answers, running averages, and steps that are padding. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class FusedLayersTest {

    private static final int STEPS = 6;
    private static final double CLOSE = 1e-5;

    @Tag("figures")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [6]     | "type":"batchNormalization"
            [4,3]   | "type":"batchNormalization","momentum":0.7
            [3,2,2] | "type":"batchNormalization"
            [6]     | "type":"layerNormalization"
            [4,3]   | "type":"layerNormalization","scale":false
            [5]     | "type":"leakyRelu"
            [3,2,2] | "type":"prelu"
            [4,3]   | "type":"prelu","sharedAxes":[1]
            [4,3]   | "type":"dense","units":5,"activation":"tanh"
            [3,2,2] | "type":"dense","units":2,"activation":"sigmoid"
            [4,3]   | "type":"activation","activation":"softmax"
            [4]     | "type":"repeatVector","n":3
            [6,5,2] | "type":"conv2d","filters":3,"kernelSize":[3,2],"activation":"tanh"
            [6,5,2] | "type":"conv2d","filters":3,"strides":2,"padding":"same","useBias":false
            [7,5,2] | "type":"conv2d","filters":2,"kernelSize":2,"dilationRate":2,"activation":"softsign"
            [6,6,2] | "type":"maxPooling2d"
            [7,5,2] | "type":"maxPooling2d","poolSize":3,"strides":2,"padding":"same"
            """)
    void agreesWithDl4j(String shape, String layer) {
        int units = Arrays.stream(shape.substring(1, shape.length() - 1).split(","))
                .mapToInt(Integer::parseInt)
                .reduce(1, Math::multiplyExact);
        takesTheSameSteps(table("""
                {"type":"dense","units":%d,"activation":"tanh"},{"type":"reshape","targetShape":%s},{%s},
                {"type":"flatten"}""".formatted(units, shape, layer)));
    }

    private static ResolvedJob table(String layers) {
        return TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers("[%s,{\"type\":\"dense\"}]".formatted(layers))
                .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                .resolved();
    }

    /** One after the other, each of another size, so that nothing is left behind. */
    private static void takesTheSameSteps(ResolvedJob job) {
        try (Twins twins = new Twins(job, 3)) {
            for (int rows : new int[] {8, 3, 8}) {
                Batch batch = DrawnBatch.of(job, rows, rows);
                assertThat(Twins.difference(Twins.gradient(twins.fused, batch), Twins.gradient(twins.dl4j, batch)))
                        .as("gradient of %d rows", rows)
                        .isLessThan(CLOSE);
                assertThat(twins.fused.step(batch, 0.01) - twins.dl4j.step(batch, 0.01))
                        .isBetween(-CLOSE, CLOSE);
            }
            assertThat(Twins.difference(twins.fused.parameters(), twins.dl4j.parameters()))
                    .as("parameters and running averages")
                    .isLessThan(CLOSE);
        }
    }

    @Test
    void normalizesBatchesAsDl4jDoes() {
        takesTheSameSteps(table("""
                {"type":"dense","units":5,"activation":"tanh"},{"type":"batchNormalization","momentum":0.7},
                {"type":"layerNormalization"}"""));
    }

    @Test
    void readsPaddedSequencesAsDl4jDoes() {
        takesTheSameSteps(sequences("""
                {"type":"bidirectional","layer":{"type":"lstm","units":3,"returnSequences":true}},
                {"type":"dropout","rate":0},{"type":"gru","units":4}""", Sequence.Mode.MANY_TO_ONE));
    }

    @Tag("figures")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"simpleRnn\",\"units\":5}",
                "{\"type\":\"lstm\",\"units\":5}",
                "{\"type\":\"gru\",\"units\":5,\"resetAfter\":false}",
                "{\"type\":\"lstm\",\"units\":4,\"activation\":\"softsign\",\"recurrentActivation\":\"hardSigmoid\"}",
                "{\"type\":\"bidirectional\",\"mergeMode\":\"ave\",\"layer\":{\"type\":\"gru\",\"units\":4}}",
                "{\"type\":\"selfAttention\",\"numHeads\":2,\"keyDim\":4},{\"type\":\"lstm\",\"units\":4}",
                "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":true},{\"type\":\"lastTimeStep\"}"
            })
    void readsSequencesAsDl4jDoes(String layers) {
        takesTheSameSteps(sequences(layers, Sequence.Mode.MANY_TO_ONE));
        if (!layers.contains("lastTimeStep")) {
            takesTheSameSteps(sequences(layers, Sequence.Mode.MANY_TO_MANY));
        }
    }

    private static ResolvedJob sequences(String layers, Sequence.Mode mode) {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        return TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .sequences(new Examples.Sequences(mode, run, null, STEPS, STEPS, 0))
                .layers("[%s,{\"type\":\"dense\"}]".formatted(layers))
                .training("{\"optimizer\":{\"type\":\"sgd\"}}")
                .resolved();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MANY_TO_ONE", "MANY_TO_MANY"})
    void paddingHasNoInfluence(Sequence.Mode mode) {
        ResolvedJob job = sequences("""
                {"type":"bidirectional","layer":{"type":"lstm","units":3,"returnSequences":true}},
                {"type":"layerNormalization"},{"type":"gru","units":4}""", mode);
        Batch batch = DrawnBatch.of(job, 9, 2);
        Batch other = DrawnBatch.paddedOtherwise(batch, STEPS);
        NamedArrays start = Twins.drawn(job, 5);
        try (Engine engine = new FusedEngineMaker().make(job, start)) {
            assertThat(engine.step(other, 0)).isEqualTo(engine.step(batch, 0));
            assertThat(Twins.gradient(engine, other).sha256())
                    .isEqualTo(Twins.gradient(engine, batch).sha256());
        }
    }
}
