package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.onnx.OnnxModel;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ONNX file answers as the engine does, for one sequence and for 32, of equal lengths and of different ones. */
class RecurrentBatchTest {

    private static final int STEPS = 7;
    private static final int FEATURES = 3;
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"simpleRnn\",\"units\":5}",
                "{\"type\":\"lstm\",\"units\":5}",
                "{\"type\":\"gru\",\"units\":5}",
                "{\"type\":\"gru\",\"units\":5,\"resetAfter\":false}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"gru\",\"units\":4,\"resetAfter\":false}}",
                "{\"type\":\"lstm\",\"units\":5,\"activation\":\"softsign\",\"recurrentActivation\":\"hardSigmoid\"}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"lstm\",\"units\":4}}",
                "{\"type\":\"bidirectional\",\"mergeMode\":\"ave\",\"layer\":{\"type\":\"gru\",\"units\":4}}",
                "{\"type\":\"bidirectional\",\"mergeMode\":\"mul\",\"layer\":{\"type\":\"simpleRnn\",\"units\":4}}",
                "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":true},{\"type\":\"lastTimeStep\"}",
                "{\"type\":\"selfAttention\",\"numHeads\":2,\"keyDim\":4},{\"type\":\"gru\",\"units\":4}",
                "{\"type\":\"timeDistributed\",\"layer\":{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"}},{\"type\":\"lstm\",\"units\":4}"
            })
    void answersAsTheEngineDoes(String layers) throws Exception {
        for (Sequence.Mode mode : List.of(Sequence.Mode.MANY_TO_ONE, Sequence.Mode.MANY_TO_MANY)) {
            boolean steps = mode == Sequence.Mode.MANY_TO_MANY;
            if (steps && layers.contains("lastTimeStep")) {
                continue;
            }
            ResolvedJob job = job(layers, mode);
            NamedArrays parameters = InitialParameters.of(job);
            try (Engine engine = new Dl4jEngineMaker().make(job, parameters);
                    OrtSession session =
                            OrtEnvironment.getEnvironment().createSession(OnnxModel.of(job, parameters, Map.of()))) {
                for (int rows : new int[] {1, 32}) {
                    for (boolean masked : new boolean[] {false, true}) {
                        EncodedRows examples = examples(rows, masked);
                        float[] trained = engine.predict(examples);
                        assertThat(largestDifference(trained, served(session, examples), examples.lengths(), steps))
                                .as("%d sequences, masked %s, %s", rows, masked, mode)
                                .isLessThan(TOLERANCE);
                    }
                }
            }
        }
    }

    private static ResolvedJob job(String layers, Sequence.Mode mode) {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        return TestJob.on("")
                .numeric("a", "b", "c")
                .targetClasses("y", "1", "2", "3")
                .sequences(new Examples.Sequences(mode, run, null, STEPS, STEPS, 0))
                .layers("[%s,{\"type\":\"dense\"}]".formatted(layers))
                .resolved();
    }

    /** Padding holds noise, too: it is nobody's business. */
    private static EncodedRows examples(int rows, boolean masked) {
        SeededRandom random = new SeededRandom(rows);
        float[] values = new float[rows * STEPS * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        int[] lengths = new int[rows];
        Arrays.setAll(lengths, row -> masked ? 1 + (row * 5 + 2) % (STEPS - 1) : STEPS);
        return new EncodedRows(rows, values, lengths);
    }

    private static float[] served(OrtSession session, EncodedRows examples) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("input", OnnxTensor.createTensor(environment, FloatBuffer.wrap(examples.values()), new long[] {
            examples.rows(), STEPS, FEATURES
        }));
        inputs.put(
                "lengths",
                OnnxTensor.createTensor(environment, IntBuffer.wrap(examples.lengths()), new long[] {examples.rows()}));
        try (OrtSession.Result result = session.run(inputs)) {
            FloatBuffer answers = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
            float[] read = new float[answers.remaining()];
            answers.get(read);
            return read;
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    /** Relative to the largest answer; steps that are padding have no answer. */
    private static double largestDifference(float[] trained, float[] served, int[] lengths, boolean steps) {
        assertThat(served).hasSameSizeAs(trained);
        int width = trained.length / lengths.length;
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < trained.length; i++) {
            boolean real = !steps || i % width / (width / STEPS) < lengths[i / width];
            largest = Math.max(largest, real ? Math.abs(trained[i]) : 0);
            worst = Math.max(worst, real ? Math.abs(trained[i] - served[i]) : 0);
        }
        return worst / largest;
    }
}
