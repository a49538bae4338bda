package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips from their pixels to a bundle: a bar that walks to the left or to the right, from frame to frame. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class ClipRunTest {

    private static final int SIDE = 6;
    private static final int CLIPS = 90;
    private static final ColumnSchema CLIP = new ColumnSchema("clip", ColumnType.TEXT, List.of());
    private static final ColumnSchema FRAME = new ColumnSchema("frame", ColumnType.NUMERIC, List.of());
    private static final String NETWORK = """
            [{"type":"timeDistributed","layer":{"type":"conv2d","filters":4,"kernelSize":3,"activation":"relu"}},
             {"type":"timeDistributed","layer":{"type":"flatten"}},
             {"type":"lstm","units":12},{"type":"dense"}]
            """;
    private static final String TRAINING =
            "{\"epochs\":%d,\"batchSize\":8,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02}}";

    @TempDir
    Path scratch;

    /** A frame of a clip, and what is told of it. */
    private record Shown(int clip, int frame, int at, String clipLabel, String frameLabel) {

        String row() {
            return "('c%03d', %d.0, '%s', '%s')".formatted(clip, frame, clipLabel, frameLabel);
        }
    }

    /** Clips of 3 to 5 frames; in the file they lie in any order. */
    private static List<Shown> shown(long seed) {
        Random random = new Random(seed);
        List<Shown> shown = new ArrayList<>();
        for (int clip = 0; clip < CLIPS; clip++) {
            boolean right = random.nextBoolean();
            int at = right ? 0 : SIDE - 1;
            int frames = 3 + random.nextInt(3);
            for (int frame = 0; frame < frames; frame++) {
                boolean moves = frame > 0 && random.nextInt(3) > 0 && at + (right ? 1 : -1) < SIDE;
                at += moves ? (right ? 1 : -1) : 0;
                shown.add(new Shown(clip, frame, at, right ? "right" : "left", moves ? "moved" : "still"));
            }
        }
        Collections.shuffle(shown, random);
        return shown;
    }

    private static TestJob job(Sequence.Mode mode) {
        List<Shown> shown = shown(4);
        TestJob job = TestJob.pictures(sql(shown), pixels(shown), new PictureSize(SIDE, SIDE, 1));
        return (mode == Sequence.Mode.MANY_TO_ONE
                        ? job.targetClasses("way", "left", "right")
                        : job.targetClasses("step", "moved", "still"))
                .clips(new Examples.Sequences(mode, CLIP, FRAME, 5, 5, 0))
                .split("{\"by\":\"sequence\",\"validation\":0.1,\"test\":0.2}")
                .layers(NETWORK);
    }

    private static byte[] pixels(List<Shown> shown) {
        byte[] pixels = new byte[shown.size() * SIDE * SIDE];
        for (int i = 0; i < shown.size(); i++) {
            for (int y = 0; y < SIDE; y++) {
                pixels[i * SIDE * SIDE + y * SIDE + shown.get(i).at()] = (byte) 255;
            }
        }
        return pixels;
    }

    private static String sql(List<Shown> shown) {
        return "SELECT * FROM (VALUES %s) v(clip, frame, way, step)"
                .formatted(String.join(", ", shown.stream().map(Shown::row).toList()));
    }

    @Test
    void tellsWhereABarWalks() throws Exception {
        JobFolder folder = job(Sequence.Mode.MANY_TO_ONE)
                .preprocessing("{\"images\":\"standardize\",\"augmentation\":{\"brightness\":0.2}}")
                .training(TRAINING.formatted(8))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(metrics(folder).metrics().get("test/accuracy")).isGreaterThan(0.9);
        assertThat(GoldenGates.check(folder.bundle()).passed()).isTrue();
        assertThat(folder.bundle().readManifest().encoder().shape()).isEqualTo(Shape.of(5, SIDE, SIDE, 1));
    }

    @Test
    void tellsOfEachFrameWhetherTheBarHasMoved() throws Exception {
        JobFolder folder =
                job(Sequence.Mode.MANY_TO_MANY).training(TRAINING.formatted(25)).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(metrics(folder).metrics().get("test/accuracy")).isGreaterThan(0.9);
        assertThat(GoldenGates.check(folder.bundle()).passed()).isTrue();
    }

    /** Of the first picture: how far the bar stands from the border, which it walks away from, at each step to come. */
    @Test
    void tellsASequenceOfOnePicture() throws Exception {
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < CLIPS * 4; i++) {
            shown.add(new Shown(i / 4, i % 4, i / 4 % SIDE, "left", "still"));
        }
        String sql = "SELECT *, 2 * (clip[2:]::INT %% %d) - frame AS height FROM (%s)".formatted(SIDE, sql(shown));
        JobFolder folder = TestJob.pictures(sql, pixels(shown), new PictureSize(SIDE, SIDE, 1))
                .targetValues("height")
                .clips(new Examples.Sequences(Sequence.Mode.ONE_TO_MANY, CLIP, FRAME, 4, 4, 0))
                .split("{\"by\":\"sequence\",\"validation\":0.1,\"test\":0.2}")
                .layers("""
                        [{"type":"flatten"},{"type":"dense","units":12,"activation":"relu"},{"type":"repeatVector"},
                         {"type":"gru","units":12},{"type":"dense"}]""")
                .preprocessing("{\"augmentation\":{\"brightness\":0.1}}")
                .training(TRAINING.formatted(25))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(metrics(folder).metrics().get("test/r2")).isGreaterThan(0.95);
        assertThat(GoldenGates.check(folder.bundle()).passed()).isTrue();
        assertThat(folder.bundle().readManifest().encoder().shape()).isEqualTo(Shape.of(SIDE, SIDE, 1));
    }

    /** Of two frames of a bar that walks to and fro without a rest: where it will be in the next. */
    @Test
    void forecastsWhereABarWillBe() throws Exception {
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < CLIPS * 6; i++) {
            int phase = (i / 6 * 7 + i % 6) % (2 * SIDE - 2);
            shown.add(new Shown(i / 6, i % 6, Math.min(phase, 2 * SIDE - 2 - phase), "left", "still"));
        }
        String sql =
                "SELECT *, least((clip[2:]::INT * 7 + frame) %% %1$d, %1$d - (clip[2:]::INT * 7 + frame) %% %1$d)::DOUBLE AS height FROM (%2$s)"
                        .formatted(2 * SIDE - 2, sql(shown));
        JobFolder folder = TestJob.pictures(sql, pixels(shown), new PictureSize(SIDE, SIDE, 1))
                .targetValues("height")
                .clips(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, CLIP, FRAME, 2, 1, 1))
                .task(Task.FORECASTING)
                .split("{\"by\":\"sequence\",\"validation\":0.1,\"test\":0.2}")
                .layers("""
                        [{"type":"timeDistributed","layer":{"type":"flatten"}},
                         {"type":"timeDistributed","layer":{"type":"dense","units":8,"activation":"relu"}},
                         {"type":"gru","units":12},{"type":"dense"}]""")
                .training(TRAINING.formatted(20))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(metrics(folder).metrics().get("test/r2")).isGreaterThan(0.95);
        assertThat(GoldenGates.check(folder.bundle()).passed()).isTrue();
        assertThat(((ClipEncoder) folder.bundle().readManifest().encoder()).least())
                .isEqualTo(2);
    }

    @Test
    void measuresOnOtherClips() throws Exception {
        List<Shown> others = shown(5);
        JobFolder folder = job(Sequence.Mode.MANY_TO_ONE)
                .testPictures(sql(others), pixels(others))
                .training(TRAINING.formatted(8))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(metrics(folder).metrics().get("test/accuracy")).isGreaterThan(0.9);
    }

    @Test
    void goesOnBitForBitAfterAPause() throws Exception {
        TestJob job = job(Sequence.Mode.MANY_TO_ONE)
                .preprocessing("{\"augmentation\":{\"flip\":\"vertical\",\"shift\":0.2}}")
                .training(TRAINING.formatted(2));
        JobFolder whole = job.in(scratch.resolve("whole"));
        new Recorded().run(whole);

        AtomicInteger calls = new AtomicInteger();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 14) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        JobFolder paused = job.in(scratch.resolve("paused"));
        first.run(paused);
        CheckpointWritten checkpoint = first.all(CheckpointWritten.class).get(0);
        JobFolder resumed = job.in(scratch.resolve("resumed"));
        Files.copy(paused.checkpoints().resolve(checkpoint.file()), resumed.startingCheckpoint());
        new Recorded().run(resumed);

        assertThat(first.last()).isEqualTo(new Stopped(Command.PAUSE));
        assertThat(checkpoint.iteration()).isBetween(1L, 15L).isNotEqualTo(8);
        assertThat(NamedArrays.read(resumed.bundle().parameters()).sha256())
                .isEqualTo(NamedArrays.read(whole.bundle().parameters()).sha256());
    }

    @Test
    void refusesOneAnswerForClipsWhoseFramesDiffer() throws Exception {
        JobFolder folder = job(Sequence.Mode.MANY_TO_MANY)
                .clips(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, CLIP, FRAME, 5, 5, 0))
                .in(scratch);

        assertThat(new Recorded().run(folder).last()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("data_invalid");
            assertThat(failed.hint()).contains("many-to-many");
        });
    }

    private static Evaluation metrics(JobFolder folder) throws Exception {
        return folder.bundle().readEvaluation();
    }
}
