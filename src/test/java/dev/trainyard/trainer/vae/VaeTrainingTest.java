package dev.trainyard.trainer.vae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.Loss;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway") // a null fails the test by itself
class VaeTrainingTest {

    private static final String TRAINING = """
            {"epochs":%d,"batchSize":20,"optimizer":{"type":"adam","learningRate":0.01},
             "checkpoint":{"everySeconds":1,"keep":2},"metrics":["kl"]}
            """;

    @TempDir
    Path scratch;

    /** Three columns that one number tells. */
    private static TestJob line(double beta, int epochs) {
        return TestJob.on(
                        "SELECT t AS a, 2 * t + 1 AS b, -t AS c FROM (SELECT sin(i * 12.9898) AS t FROM range(200) r(i))")
                .numeric("a", "b", "c")
                .definition("""
                        {"kind":"vae","latentSize":2,"beta":%s,
                         "encoder":{"layers":[{"type":"dense","units":16,"activation":"tanh"}]},
                         "decoder":{"layers":[{"type":"dense","units":16,"activation":"tanh"},{"type":"dense"}]}}
                        """.formatted(beta))
                .training(TRAINING.formatted(epochs));
    }

    @Test
    void rebuildsWhatOneNumberTells() throws Exception {
        JobFolder folder = line(0.1, 40).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(40).get("validation/mse"))
                .isLessThan(0.1 * run.epoch(0).get("validation/mse"));
        assertThat(run.epoch(40)).containsKeys("train/loss", "train/kl", "validation/reconstructionLoss");
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        Inside inside = folder.bundle().readManifest().inside();
        assertThat(inside.code()).isEqualTo("mean");
        assertThat(inside.layers())
                .extracting("name")
                .containsExactly(
                        "encoder/dense_0",
                        "encoder/latent",
                        "mean",
                        "log_variance",
                        "decoder/dense_0",
                        "decoder/dense_1");
        assertThat(inside.prior().latentSize()).isEqualTo(2);
        assertThat(inside.anomaly().measure()).isEqualTo("negative-elbo");
        assertThat(folder.bundle().readGolden().others())
                .containsKey("negative_elbo"); // the gate holds it against ONNX
        assertThat(folder.bundle().decoder()).exists();
        assertThat(folder.bundle().readEvaluation().metrics()).containsKeys("test/loss", "test/kl", "test/mse");
    }

    @Test
    void gateRefusesADecoderThatIsAnother() throws Exception {
        JobFolder folder = line(1, 1).in(scratch.resolve("one"));
        JobFolder other = line(1, 2).in(scratch.resolve("other"));
        new Recorded().run(folder);
        new Recorded().run(other);
        Files.delete(folder.bundle().decoder());
        Files.copy(other.bundle().decoder(), folder.bundle().decoder());

        assertThat(GoldenGates.check(folder.bundle()).passed()).isFalse();
    }

    @Test
    void strongPullLeavesNothingToTell() throws Exception {
        Recorded run = new Recorded().run(line(100, 15).in(scratch));

        assertThat(run.epoch(15).get("train/kl")).isLessThan(0.05);
    }

    @Test
    void picturesAreRebuiltAndDrawn() throws Exception {
        JobFolder folder = TestJob.lines(64, 8)
                .definition("""
                        {"kind":"vae","latentSize":3,
                         "encoder":{"layers":[{"type":"conv2d","filters":4,"kernelSize":3,"strides":2,"activation":"relu"},{"type":"flatten"}]},
                         "decoder":{"layers":[{"type":"dense","units":32,"activation":"relu"},{"type":"reshape","targetShape":[4,4,2]},
                           {"type":"conv2dTranspose","filters":1,"kernelSize":4,"strides":2,"padding":"same","activation":"sigmoid"}]}}
                        """)
                .loss(Loss.BINARY_CROSSENTROPY)
                .training(TRAINING.formatted(2))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.all(Sampled.class))
                .extracting(Sampled::sample)
                .containsExactly("reconstructions", "samples", "reconstructions", "samples");
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    }

    @Test
    void goesOnBitForBit() throws Exception {
        new Recorded().run(line(1, 6).in(scratch.resolve("whole")));

        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 31) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(line(1, 6).in(scratch.resolve("first")));
        JobFolder second = line(1, 6).in(scratch.resolve("second"));
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
