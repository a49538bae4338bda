package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.definition.Shape;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Sampled;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Autoencoders and RBMs of pictures. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class RebuiltPicturesTest {

    @TempDir
    Path scratch;

    @Test
    void autoencoderOfConvolutionsRebuildsLines() throws Exception {
        JobFolder folder = TestJob.lines(128, 8)
                .layers("""
                        [{"type":"conv2d","filters":8,"kernelSize":3,"strides":2,"padding":"same","activation":"relu"},{"type":"flatten"},
                         {"type":"dense","units":12,"name":"code"},{"type":"dense","units":128,"activation":"relu"},
                         {"type":"reshape","targetShape":[4,4,8]},{"type":"upSampling2d","size":2},
                         {"type":"conv2d","filters":1,"kernelSize":3,"padding":"same"}]""")
                .preprocessing("{\"augmentation\":{\"brightness\":0.2}}")
                .training(
                        "{\"epochs\":25,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01},\"metrics\":[\"mse\"]}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(25).get("validation/mse"))
                .isLessThan(0.3 * run.epoch(0).get("validation/mse"));
        assertThat(run.all(Sampled.class))
                .hasSize(25)
                .allMatch(sample -> sample.sample().equals("reconstructions") && sample.png() != null);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        Inside inside = folder.bundle().readManifest().inside();
        assertThat(inside.code()).isEqualTo("code");
        assertThat(inside.anomaly().measure()).isEqualTo("reconstruction-error");
        assertThat(folder.bundle().readEvaluation().metrics()).containsKeys("test/mse", "test/mae", "train/loss");
    }

    @Test
    void filtersOfAnRbmAreSeenAsPictures() throws Exception {
        JobFolder folder = TestJob.lines(128, 8)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":[16,6]}")
                .training(
                        "{\"epochs\":6,\"batchSize\":16,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":0.1},\"metrics\":[\"reconstructionError\"]}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.all(Sampled.class))
                .isNotEmpty()
                .allMatch(sample -> sample.sample().equals("filters") && sample.png() != null);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readManifest().encoder().shape()).isEqualTo(Shape.of(8, 8, 1));
        assertThat(folder.bundle().readManifest().inside().code()).isEqualTo("rbm_1");
    }

    @Test
    void normalUnitsReadStandardizedPixels() throws Exception {
        JobFolder folder = TestJob.lines(64, 8)
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":8,\"visible\":\"gaussian\"}")
                .preprocessing("{\"images\":\"standardize\"}")
                .training(
                        "{\"epochs\":2,\"batchSize\":16,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":0.01},\"metrics\":[\"freeEnergy\"]}")
                .in(scratch);

        assertThat(new Recorded().run(folder).last()).isInstanceOf(Finished.class);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(((PictureEncoder) folder.bundle().readManifest().encoder())
                        .offsets()
                        .get(0))
                .isPositive();
    }
}
