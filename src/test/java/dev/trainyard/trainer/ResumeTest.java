package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** A job that was stopped and went on elsewhere cannot be told from one that never was. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class ResumeTest {

    private static final String NETWORK = """
            [{"type":"dense","units":8,"activation":"relu"},{"type":"batchNormalization"},
             {"type":"dropout","rate":0.4},{"type":"dense"}]
            """;
    private static final String TRAINING = """
            {"epochs":5,"batchSize":16,"optimizer":{"type":"%s"},"regularization":{"l2":0.001},
             "gradientClipping":{"norm":1.0},"schedule":{"type":"step","factor":0.5,"every":3},"classWeights":"balanced",
             "earlyStopping":{"patience":20},"checkpoint":{"everySeconds":1,"keep":2}}
            """;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @FieldSource("dev.trainyard.trainer.UpdateRules#ALL")
    void goesOnBitForBit(String optimizer) throws Exception {
        TestJob job = TestJob.twoClasses(150)
                .layers(NETWORK)
                .training(TRAINING.formatted(optimizer).replace("\"everySeconds\":1", "\"everyIterations\":19"));
        JobFolder first = job.in(scratch.resolve("whole"));
        Recorded whole = new Recorded().run(first);
        JobFolder second = job.in(scratch.resolve("second"));
        CheckpointWritten middle = whole.all(CheckpointWritten.class).get(0);
        Files.copy(first.checkpoints().resolve(middle.file()), second.startingCheckpoint());

        Recorded rest = new Recorded().run(second);

        assertThat(middle.iteration() % 8).as("within an epoch").isNotZero();
        endsAs(whole, rest);
    }

    @Test
    void goesOnWithALearningRateThatFellOnTheWay() throws Exception {
        goesOn(TestJob.twoClasses(150)
                .layers(NETWORK)
                .training(TRAINING.formatted("adam")
                        .replace(
                                "{\"type\":\"step\",\"factor\":0.5,\"every\":3}",
                                "{\"type\":\"plateau\",\"patience\":1,\"minDelta\":1,\"factor\":0.5}")));
    }

    @Test
    void goesOnBitForBitThroughSequences() throws Exception {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        ColumnSchema t = new ColumnSchema("t", ColumnType.NUMERIC, List.of());
        goesOn(TestJob.on("""
                        SELECT s AS run, t, sin(s * 12.9898 + t) AS x,
                               CASE WHEN sin(s * 12.9898) > 0 THEN 'up' ELSE 'down' END AS label
                        FROM range(150) r(s), range(5) q(t) WHERE t < 2 + s % 4""")
                .numeric("x")
                .targetClasses("label", "down", "up")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, run, t, 5, 5, 0))
                .layers("""
                        [{"type":"bidirectional","layer":{"type":"lstm","units":4,"returnSequences":true}},
                         {"type":"dropout","rate":0.3},{"type":"selfAttention","keyDim":3},{"type":"gru","units":4},
                         {"type":"dense"}]""")
                .training(TRAINING.formatted("adam")));
    }

    private void goesOn(TestJob job) throws Exception {
        Recorded whole = new Recorded().run(job.in(scratch.resolve("whole")));

        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 41) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(job.in(scratch.resolve("first")));
        JobFolder second = job.in(scratch.resolve("second"));
        Files.copy(newest(first, scratch.resolve("first")), second.startingCheckpoint());
        Recorded rest = new Recorded().run(second);

        assertThat(first.last()).isEqualTo(new Stopped(Command.PAUSE));
        assertThat(first.all(CheckpointWritten.class)).allMatch(checkpoint -> checkpoint.iteration() % 8 != 0);
        endsAs(whole, rest);
    }

    private void endsAs(Recorded whole, Recorded rest) throws Exception {
        assertThat(rest.last()).isInstanceOf(Finished.class);
        List<Metrics> epochs =
                rest.all(Metrics.class).stream().filter(Metrics::endOfEpoch).toList();
        assertThat(epochs).isNotEmpty().hasSizeLessThan(5);
        epochs.forEach(metrics -> assertThat(metrics.series()).isEqualTo(whole.epoch(metrics.epoch())));
        assertThat(digest("second")).isEqualTo(digest("whole"));
    }

    private static Path newest(Recorded run, Path folder) {
        List<CheckpointWritten> written = run.all(CheckpointWritten.class);
        return new JobFolder(folder)
                .checkpoints()
                .resolve(written.get(written.size() - 1).file());
    }

    private String digest(String folder) throws Exception {
        return NamedArrays.read(new JobFolder(scratch.resolve(folder)).bundle().parameters())
                .sha256();
    }

    @Test
    void publishesACheckpointAsItStands() throws Exception {
        TestJob job = TestJob.twoClasses(150)
                .layers(NETWORK)
                .training(TRAINING.formatted("adam").replace("\"everySeconds\":1", "\"everySeconds\":1e-9"));
        Recorded run = new Recorded();
        Path kept = scratch.resolve("kept.safetensors");
        run.reacting(event -> {
            if (event instanceof CheckpointWritten checkpoint && checkpoint.iteration() == 19) {
                copy(scratch.resolve("run/checkpoints").resolve(checkpoint.file()), kept);
            }
        });
        run.run(job.in(scratch.resolve("run")));
        JobFolder publishing = job.in(scratch.resolve("publishing"));
        Files.copy(kept, publishing.startingCheckpoint());
        Provenance.End end = new Provenance.End("checkpoint", 2, 19, new Provenance.OfCheckpoint("job_1", 3));
        Files.write(publishing.end(), Json.mapper().writeValueAsBytes(end));

        Recorded publication = new Recorded().run(publishing);

        assertThat(publication.last()).isInstanceOf(Finished.class);
        assertThat(publication.all(Metrics.class)).isEmpty();
        assertThat(publishing.bundle().readProvenance().end()).isEqualTo(end);
        assertThat(digest("publishing")).isNotEqualTo(digest("run"));
        NamedArrays checkpoint = NamedArrays.read(kept);
        NamedArrays.read(publishing.bundle().parameters())
                .arrays()
                .forEach(array -> assertThat(array.values())
                        .isEqualTo(checkpoint.get("parameters/" + array.name()).values()));
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"everyEpochs,2,8;16", "everyIterations,5,5;10;15"})
    void writesCheckpointsByEpochsOrUpdates(String every, int count, String iterations) throws Exception {
        JobFolder folder = TestJob.twoClasses(75)
                .training("{\"epochs\":4,\"batchSize\":16,\"checkpoint\":{\"%s\":%d}}".formatted(every, count))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.all(CheckpointWritten.class).stream()
                        .map(CheckpointWritten::iteration)
                        .map(String::valueOf)
                        .collect(Collectors.joining(";")))
                .isEqualTo(iterations);
    }

    @Test
    void writesCheckpointsByTheClockAndKeepsTheLastFew() throws Exception {
        AtomicLong clock = new AtomicLong();
        JobFolder folder =
                TestJob.twoClasses(150).training(TRAINING.formatted("adam")).in(scratch);

        Recorded run = new Recorded().clock(() -> clock.addAndGet(100_000_000)).run(folder);

        assertThat(run.all(CheckpointWritten.class)).hasSizeGreaterThan(3);
        try (var files = Files.list(folder.checkpoints())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(2)
                    .contains(newest(run, scratch).getFileName().toString());
        }
    }
}
