package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.dataset.PictureSize;
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generator that makes pictures whole of what is left of them. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class RestoringTest {

    private static final String ONE_UNIT = """
            "discriminator":{"layers":[{"type":"conv2d","filters":4,"kernelSize":3,"strides":2,"activation":"leakyRelu"},
              {"type":"flatten"},{"type":"dense","units":1}]}}""";
    private static final String LARGER = """
            {"kind":"gan","condition":{"type":"downscale","factor":2},"l1Weight":50,
             "generator":{"layers":[{"type":"conv2d","filters":8,"kernelSize":3,"padding":"same","activation":"relu"},
               {"type":"dropout","rate":0.1},{"type":"upSampling2d","size":2},
               {"type":"conv2d","filters":1,"kernelSize":3,"padding":"same","activation":"sigmoid"}]},
            """ + ONE_UNIT;
    private static final String TRAINING = """
            {"epochs":%d,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.01,"beta1":0.5},
             "checkpoint":{"everySeconds":1,"keep":2},"metrics":["psnr"]}
            """;

    @TempDir
    Path scratch;

    private static TestJob lines(String definition, int epochs) {
        return TestJob.lines(64, 8).task(Task.GENERATION).definition(definition).training(TRAINING.formatted(epochs));
    }

    @Test
    void picturesAreMadeLarger() throws Exception {
        JobFolder folder = lines(LARGER, 12).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        Map<String, Double> untrained = run.epoch(0);
        Map<String, Double> trained = run.epoch(12);
        assertThat(untrained.get("validation/psnr")).isEqualTo(untrained.get("validation/plainPsnr"));
        assertThat(trained.get("validation/psnr")).isGreaterThan(untrained.get("validation/psnr") + 3);
        assertThat(trained.get("validation/plainPsnr")).isGreaterThan(untrained.get("validation/psnr") + 3);
        assertThat(trained.get("validation/ssim")).isGreaterThan(untrained.get("validation/ssim"));
        assertThat(trained.get("validation/psnr")).isNotEqualTo(trained.get("validation/plainPsnr"));
        assertServed(folder, Shape.of(4, 4, 1));
        assertThat(folder.bundle().readEvaluation().metrics())
                .containsKeys(
                        "test/psnr", "test/ssim", "test/plainPsnr", "test/plainSsim", "test/discriminatorAccuracy");
    }

    @Test
    void sheetShowsWhatIsLeftAndMadeAndReal() throws Exception {
        JobFolder folder = lines(LARGER, 1).in(scratch);

        List<Sampled> sheets = new Recorded().run(folder).all(Sampled.class);

        assertThat(sheets).hasSize(1);
        assertThat(sheets.get(0).sample()).isEqualTo("restorations");
        byte[] png = Base64.getDecoder().decode(sheets.get(0).png());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getHeight()).isEqualTo(3 * (8 + 1) + 1);
        assertThat(image.getRGB(1, 1)).isEqualTo(image.getRGB(2, 2)); // one pixel of what is left is four of the whole
    }

    @Test
    void whatIsNotMissingIsKept() throws Exception {
        JobFolder folder = lines("""
                {"kind":"gan","condition":{"type":"mask","size":4},
                 "generator":{"layers":[{"type":"conv2d","filters":4,"kernelSize":5,"padding":"same","activation":"relu"},
                   {"type":"batchNormalization"},
                   {"type":"conv2d","filters":1,"kernelSize":5,"padding":"same","activation":"sigmoid"}]},
                """ + ONE_UNIT, 2).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertServed(folder, Shape.of(8, 8, 1));
        List<Float> answer = folder.bundle().readGolden().answers().get(0);
        assertThat(answer.get(0)).isIn(0f, 200f / 255, 201f / 255); // a corner of the first picture, as it was drawn
        assertThat(run.epoch(2).get("train/l1")).isLessThan(0.25); // only a quarter of the pixels can be wrong
    }

    @Test
    void coloursAreMadeOfLight() throws Exception {
        byte[] pixels = new byte[60 * 8 * 8 * 3];
        for (int i = 0; i < pixels.length; i++) {
            int picture = i / (8 * 8 * 3);
            pixels[i] = (byte) (picture % 3 == i % 3 ? 220 : 30); // red, green, blue: 0.299, 0.587, 0.114 of the light
        }
        JobFolder folder = TestJob.pictures("SELECT i AS n FROM range(60) r(i)", pixels, new PictureSize(8, 8, 3))
                .task(Task.GENERATION)
                .preprocessing("{\"images\":\"standardize\"}")
                .definition("""
                        {"kind":"gan","condition":{"type":"grayscale"},
                         "generator":{"layers":[{"type":"conv2d","filters":8,"kernelSize":1,"activation":"relu"},
                           {"type":"conv2d","filters":3,"kernelSize":1}]},
                        """ + ONE_UNIT)
                .training(TRAINING.formatted(25).replace("16", "8"))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(25).get("train/psnr")).isGreaterThan(run.epoch(0).get("train/psnr") + 3);
        assertServed(folder, Shape.of(8, 8, 1));
    }

    private static void assertServed(JobFolder folder, Shape left) throws Exception {
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        Manifest manifest = folder.bundle().readManifest();
        assertThat(manifest.encoder().shape()).isEqualTo(left);
    }

    @Test
    void goesOnBitForBit() throws Exception {
        Recorded whole = new Recorded().run(lines(LARGER, 3).in(scratch.resolve("whole")));

        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 15) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(lines(LARGER, 3).in(scratch.resolve("first")));
        JobFolder second = lines(LARGER, 3).in(scratch.resolve("second"));
        List<CheckpointWritten> written = first.all(CheckpointWritten.class);
        Path newest = new JobFolder(scratch.resolve("first"))
                .checkpoints()
                .resolve(written.get(written.size() - 1).file());
        Files.copy(newest, second.startingCheckpoint());
        Recorded rest = new Recorded().run(second);

        assertThat(first.last()).isEqualTo(new Stopped(Command.PAUSE));
        assertThat(rest.last()).isInstanceOf(Finished.class);
        assertThat(digest("second")).isEqualTo(digest("whole"));
        assertThat(rest.epoch(3)).isEqualTo(whole.epoch(3)); // the plain generator's scores are among them
    }

    private String digest(String folder) throws Exception {
        return NamedArrays.read(new JobFolder(scratch.resolve(folder)).bundle().parameters())
                .sha256();
    }
}
