package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures from their pixels to a bundle. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class PictureRunTest {

    private static final String NETWORK = """
            [{"type":"conv2d","filters":4,"kernelSize":3,"activation":"relu"},{"type":"maxPooling2d"},
             {"type":"flatten"},{"type":"dense"}]
            """;
    private static final String TRAINING = """
            {"epochs":%d,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.02},
             "checkpoint":{"everySeconds":1,"keep":2}}
            """;

    @TempDir
    Path scratch;

    @Test
    void tellsUprightLinesFromFlatOnes() throws Exception {
        JobFolder folder = lines().training(TRAINING.formatted(6)).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(6).get("validation/accuracy")).isGreaterThan(0.95);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
        PictureEncoder encoder =
                (PictureEncoder) folder.bundle().readManifest().encoder();
        assertThat(encoder.scales()).containsExactly(255.0);
    }

    @Test
    void findsWhereALineIs() throws Exception {
        JobFolder folder = TestJob.lines(120, 8)
                .targetValues("at")
                .layers("""
                        [{"type":"conv2d","filters":4,"kernelSize":3,"activation":"relu"},{"type":"flatten"},
                         {"type":"dense","units":16,"activation":"relu"},{"type":"dense"}]
                        """)
                .preprocessing("{\"images\":\"standardize\"}")
                .training(TRAINING.formatted(15))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(15).get("validation/r2")).isGreaterThan(0.8);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
    }

    @Test
    void goesOnBitForBitWhenPicturesAreChangedInEachEpoch() throws Exception {
        TestJob job = lines()
                .preprocessing("""
                        {"augmentation":{"flip":"both","shift":0.2,"rotate":10,"brightness":0.3,"crop":0.1}}
                        """)
                .training(TRAINING.formatted(3));
        new Recorded().run(job.in(scratch.resolve("whole")));

        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 25) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(job.in(scratch.resolve("first")));
        assertThat(first.last()).isEqualTo(new Stopped(Command.PAUSE));
        JobFolder second = job.in(scratch.resolve("second"));
        Files.copy(newest(first), second.startingCheckpoint());
        Recorded rest = new Recorded().run(second);

        assertThat(rest.last()).isInstanceOf(Finished.class);
        assertThat(digest("second")).isEqualTo(digest("whole"));
    }

    @Test
    void refusesAFileOfOtherPictures() throws Exception {
        JobFolder folder = lines().in(scratch);
        Files.write(folder.trainPixels(), new byte[17]);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("data_invalid");
            assertThat(failed.message()).contains("17 bytes");
        });
    }

    private static TestJob lines() {
        return TestJob.lines(120, 8).targetClasses("kind", "flat", "upright").layers(NETWORK);
    }

    private Path newest(Recorded run) {
        List<CheckpointWritten> written = run.all(CheckpointWritten.class);
        return new JobFolder(scratch.resolve("first"))
                .checkpoints()
                .resolve(written.get(written.size() - 1).file());
    }

    private String digest(String folder) throws Exception {
        return NamedArrays.read(new JobFolder(scratch.resolve(folder)).bundle().parameters())
                .sha256();
    }
}
