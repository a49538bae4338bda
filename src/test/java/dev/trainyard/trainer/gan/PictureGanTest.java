package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Sampled;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generator and a discriminator of convolutions. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class PictureGanTest {

    private static final String GAN = """
            {"kind":"gan","latentSize":4,%s
             "generator":{"layers":[{"type":"dense","units":32,"activation":"relu"},{"type":"reshape","targetShape":[2,2,8]},
               {"type":"conv2dTranspose","filters":4,"kernelSize":4,"strides":2,"padding":"same"},{"type":"batchNormalization"},
               {"type":"leakyRelu"},{"type":"upSampling2d","size":2},
               {"type":"conv2d","filters":1,"kernelSize":3,"padding":"same","activation":"sigmoid"}]},
             "discriminator":{"layers":[{"type":"conv2d","filters":4,"kernelSize":3,"strides":2,"activation":"leakyRelu"},
               {"type":"flatten"},{"type":"dropout","rate":0.2},{"type":"dense","units":1}]}}
            """;
    private static final String TRAINING = """
            {"epochs":3,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.01,"beta1":0.5},
             "checkpoint":{"everySeconds":1,"keep":2},"metrics":["diversity"]}
            """;

    @TempDir
    Path scratch;

    private static TestJob lines(String condition) {
        return TestJob.lines(64, 8)
                .task(Task.GENERATION)
                .definition(GAN.formatted(condition))
                .training(TRAINING);
    }

    @Test
    void sheetsShowWhatIsMadeOfTheSameNoise() throws Exception {
        JobFolder folder =
                lines("").preprocessing("{\"images\":\"standardize\"}").in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        List<Sampled> sheets = run.all(Sampled.class);
        assertThat(sheets).hasSize(3).allMatch(sheet -> sheet.values() == null);
        byte[] png = Base64.getDecoder().decode(sheets.get(2).png());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(8 * (8 + 1) + 1);
        assertThat(sheets.get(2).png()).isNotEqualTo(sheets.get(0).png());
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readManifest().codec())
                .isInstanceOfSatisfying(
                        TargetCodec.Example.class,
                        codec -> assertThat(codec.shape()).isEqualTo(Shape.of(8, 8, 1)));
    }

    @Test
    void classIsToldAsPlanesBehindThePixels() throws Exception {
        JobFolder folder = lines("\"condition\":\"label\",")
                .targetClasses("kind", "flat", "upright")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readManifest().encoder().width()).isEqualTo(4 + 2);
    }

    @Test
    void goesOnBitForBit() throws Exception {
        new Recorded().run(lines("").in(scratch.resolve("whole")));

        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 15) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(lines("").in(scratch.resolve("first")));
        JobFolder second = lines("").in(scratch.resolve("second"));
        List<CheckpointWritten> written = first.all(CheckpointWritten.class);
        Path newest = new JobFolder(scratch.resolve("first"))
                .checkpoints()
                .resolve(written.get(written.size() - 1).file());
        Files.copy(newest, second.startingCheckpoint());
        Recorded rest = new Recorded().run(second);

        assertThat(first.last()).isEqualTo(new Stopped(Command.PAUSE));
        assertThat(rest.last()).isInstanceOf(Finished.class);
        assertThat(digest("second")).isEqualTo(digest("whole"));
    }

    private String digest(String folder) throws Exception {
        return NamedArrays.read(new JobFolder(scratch.resolve(folder)).bundle().parameters())
                .sha256();
    }
}
