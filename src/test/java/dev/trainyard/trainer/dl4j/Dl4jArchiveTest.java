package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.InitialParameters;
import dev.trainyard.trainer.engine.NetworkArchive;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
