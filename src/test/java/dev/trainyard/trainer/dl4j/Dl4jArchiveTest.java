package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.engine.NetworkArchive;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What the archive holds, plain DL4J restores and goes on with. */
class Dl4jArchiveTest {

    private static final int ROWS = 12;

    @TempDir
    Path scratch;

    @SuppressWarnings("NullAway.Init") // JUnit sets scratch
    Dl4jArchiveTest() {}

    /** The rules that DL4J shares with Keras: one more step of each ends at the same parameters. */
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "nesterov", "adam", "amsgrad"})
    void goesOnInPlainDl4jAsHere(String optimizer) throws Exception {
        ResolvedJob job = job(optimizer);
        Batch batch = batch();
        try (Engine engine = new Dl4jEngine(job, InitialParameters.of(job))) {
            for (int i = 0; i < 5; i++) {
                engine.step(batch, 0.01);
            }
            MultiLayerNetwork restored = restored(job, engine);
            INDArray features = Nd4j.create(batch.inputs().values(), new long[] {ROWS, 2}, 'c');
            assertThat(Arrays2d.floats(restored.output(features))).isEqualTo(engine.predict(batch.inputs()));

            engine.step(batch, 0.01);
            restored.fit(features, Nd4j.create(batch.targets().values(), new long[] {ROWS, 3}, 'c'));

            float[] ours = engine.parameters().get("dense_0/kernel").values();
            float[] theirs = Arrays2d.floats(restored.getParam("0_W"));
            for (int i = 0; i < ours.length; i++) {
                assertThat((double) theirs[i]).isCloseTo(ours[i], offset(1e-6));
            }
        }
    }

    @Test
    void namesNoClassOfOurs() throws Exception {
        ResolvedJob job = job("momentum");
        try (Engine engine = new Dl4jEngine(job, InitialParameters.of(job))) {
            engine.step(batch(), 0.01);

            assertThat(restored(job, engine).getLayerWiseConfigurations().toJson())
                    .doesNotContain("trainyard");
        }
    }

    /** Sums that ours halve, means where DL4J sums, and the weight of each output. */
    @Test
    void weighsTheLossOfEachOutputAsHere() throws Exception {
        ResolvedJob job = TestJob.on("")
                .numeric("a", "b")
                .targetValues("u", "v")
                .definition("""
                        {"kind":"graph","outputs":["u","v"],"nodes":[
                          {"type":"dense","name":"u","units":1,"activation":"linear","inputs":["input"]},
                          {"type":"dense","name":"v","units":1,"activation":"linear","inputs":["input"]}]}""")
                .training("""
                        {"optimizer":{"type":"sgd","learningRate":0.01},"lossWeights":{"u":3,"v":0.5}}""")
                .resolved();
        EncodedRows features = batch().inputs();
        float[] targets = new float[ROWS * 2];
        Arrays.setAll(new double[ROWS * 2], i -> targets[i] = (float) Math.cos(i));
        try (Engine engine = new Dl4jEngine(job, InitialParameters.of(job))) {
            Path file = scratch.resolve("dl4j.zip");
            NetworkArchive.Trained start = new NetworkArchive.Trained(engine.parameters(), engine.state(), 1, 0);
            assertThat(new Dl4jArchive().write(job, start, file)).isEmpty();
            ComputationGraph restored = ModelSerializer.restoreComputationGraph(file.toFile(), true);

            engine.step(new Batch(features, new EncodedRows(ROWS, targets), null), 0.01);
            restored.fit(new INDArray[] {Nd4j.create(features.values(), new long[] {ROWS, 2}, 'c')}, new INDArray[] {
                column(targets, 0), column(targets, 1)
            });

            for (String output : List.of("u", "v")) {
                float[] ours = engine.parameters().get(output + "/kernel").values();
                float[] theirs = Arrays2d.floats(restored.getParam(output + "_W"));
                for (int i = 0; i < ours.length; i++) {
                    assertThat((double) theirs[i]).as(output).isCloseTo(ours[i], offset(1e-6));
                }
            }
        }
    }

    private static INDArray column(float[] targets, int column) {
        float[] one = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            one[row] = targets[2 * row + column];
        }
        return Nd4j.create(one, new long[] {ROWS, 1}, 'c');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"dense\"} | huber | DL4J has no huber loss",
                "{\"type\":\"layerNormalization\"},{\"type\":\"dense\"} | mse | DL4J has no layer that computes what layerNormalization does here",
            })
    void leavesNoFileOfAnotherNetwork(String layers, String loss, String reason) throws Exception {
        ResolvedJob job = TestJob.on("")
                .numeric("a", "b")
                .targetValues("y")
                .layers("[%s]".formatted(layers))
                .loss(Json.mapper().convertValue(loss, Loss.class))
                .resolved();
        Path file = scratch.resolve("dl4j.zip");
        try (Engine engine = new Dl4jEngine(job, InitialParameters.of(job))) {
            NetworkArchive.Trained start = new NetworkArchive.Trained(engine.parameters(), engine.state(), 1, 0);

            assertThat(new Dl4jArchive().write(job, start, file)).contains(reason);

            assertThat(file).doesNotExist();
        }
    }

    @Test
    void tellsInWhatDl4jGoesOnDifferently() throws Exception {
        ResolvedJob job = job("rprop");
        try (Engine engine = new Dl4jEngine(job, InitialParameters.of(job))) {
            NetworkArchive.Trained start = new NetworkArchive.Trained(engine.parameters(), engine.state(), 1, 0);

            assertThat(new Dl4jArchive().write(job, start, scratch.resolve("dl4j.zip")))
                    .hasValueSatisfying(told -> assertThat(told).contains("answers alike", "no such update rule"));
        }
    }

    private MultiLayerNetwork restored(ResolvedJob job, Engine engine) throws Exception {
        Path file = scratch.resolve("dl4j.zip");
        NamedArrays parameters = engine.parameters();
        new Dl4jArchive().write(job, new NetworkArchive.Trained(parameters, engine.state(), 1, 5), file);
        return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
    }

    private static ResolvedJob job(String optimizer) {
        return TestJob.on("")
                .numeric("a", "b")
                .targetClasses("y", "1", "2", "3")
                .layers("""
                        [{"type":"dense","units":5,"activation":"tanh"},{"type":"batchNormalization"},{"type":"dense"}]
                        """)
                .training("""
                        {"optimizer":{"type":"%s","learningRate":0.01},"regularization":{"l2":0.01}}
                        """.formatted(optimizer))
                .resolved();
    }

    private static Batch batch() {
        float[] features = new float[ROWS * 2];
        float[] targets = new float[ROWS * 3];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) Math.sin(i * 1.7);
        }
        for (int row = 0; row < ROWS; row++) {
            targets[row * 3 + row % 3] = 1;
        }
        return new Batch(new EncodedRows(ROWS, features), new EncodedRows(ROWS, targets), null);
    }
}
