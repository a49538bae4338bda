package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training that breaks off at a random moment, twice, and goes on each time from the last whole checkpoint that it left in
 * its folder ends as one that never did: for each way to learn.
 */
class BrokenOffTest {

    private static final String POINTS = "SELECT sin(i * 12.9898) AS x, cos(i * 78.233) - 1 AS y FROM range(100) r(i)";

    @TempDir
    Path scratch;

    static Stream<Named<TestJob>> jobs() {
        return Stream.of(
                Named.of("fused mlp", TestJob.twoClasses(100).engine("fused").layers("""
                        [{"type":"dense","units":8,"activation":"relu"},{"type":"batchNormalization"},
                         {"type":"dropout","rate":0.4},{"type":"dense"}]""")),
                Named.of(
                        "fused cnn",
                        TestJob.lines(60, 8)
                                .engine("fused")
                                .targetClasses("kind", "flat", "upright")
                                .layers("""
                        [{"type":"conv2d","filters":2,"kernelSize":3,"activation":"relu"},{"type":"batchNormalization"},
                         {"type":"maxPooling2d"},{"type":"flatten"},{"type":"dropout","rate":0.4},{"type":"dense"}]""")),
                Named.of(
                        "fused lstm",
                        series().engine("fused").layers("[{\"type\":\"lstm\",\"units\":4},{\"type\":\"dense\"}]")),
                Named.of("gru", series().layers("[{\"type\":\"gru\",\"units\":4},{\"type\":\"dense\"}]")),
                Named.of(
                        "gan",
                        TestJob.on(POINTS)
                                .numeric("x", "y")
                                .task(Task.GENERATION)
                                .definition("""
                        {"kind":"gan","latentSize":2,
                         "generator":{"layers":[{"type":"dense","units":4,"activation":"relu"},{"type":"dense","units":2}]},
                         "discriminator":{"layers":[{"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":1}]}}""")),
                Named.of(
                        "gan of our own loop",
                        TestJob.on(POINTS)
                                .numeric("x", "y")
                                .task(Task.GENERATION)
                                .definition("""
                        {"kind":"gan","latentSize":2,
                         "generator":{"layers":[{"type":"dense","units":4,"activation":"relu"},{"type":"dropout","rate":0.2},{"type":"dense","units":2}]},
                         "discriminator":{"layers":[{"type":"dense","units":4,"activation":"tanh"},{"type":"dense","units":1}]}}""")
                                .engine("fused")),
                Named.of("rbm", TestJob.on(POINTS).numeric("x", "y").definition("""
                        {"kind":"rbm","hiddenUnits":4,"visible":"gaussian","persistent":true}""")));
    }

    private static TestJob series() {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        ColumnSchema t = new ColumnSchema("t", ColumnType.NUMERIC, List.of());
        return TestJob.on("""
                        SELECT s AS run, t, sin(s * 12.9898 + t) AS x,
                               CASE WHEN sin(s * 12.9898) > 0 THEN 'up' ELSE 'down' END AS label
                        FROM range(100) r(s), range(3) q(t)""")
                .numeric("x")
                .targetClasses("label", "down", "up")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, run, t, 3, 3, 0));
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void endsAsIfNothingHadHappened(TestJob plain) throws Exception {
        TestJob job =
                plain.training("{\"epochs\":4,\"batchSize\":10,\"checkpoint\":{\"everyIterations\":3,\"keep\":2}}");
        long seed = Long.getLong("trainyard.kills.seed", System.nanoTime());
        System.out.printf("breaks off by -Dtrainyard.kills.seed=%d%n", seed);
        Random random = new Random(seed);
        AtomicLong moments = new AtomicLong();
        JobFolder undisturbed = job.in(scratch.resolve("whole"));
        Recorded whole = new Recorded().clock(moments::incrementAndGet).run(undisturbed);

        Map<Integer, Object> history = new TreeMap<>();
        Path first = breakOff(job, "first", null, among(random, moments.get() / 2), history);
        Path second = breakOff(job, "second", first, among(random, moments.get() / 4), history);
        JobFolder last = folder(job, "last", second);
        Recorded rest = new Recorded().clock(() -> 0).run(last);
        tell(rest, history);

        assertThat(rest.last()).isInstanceOf(Finished.class);
        assertThat(digest(last)).isEqualTo(digest(undisturbed));
        assertThat(last.bundle().evaluation())
                .hasSameTextualContentAs(undisturbed.bundle().evaluation());
        Map<Integer, Object> expected = new TreeMap<>();
        tell(whole, expected);
        assertThat(history).isEqualTo(expected);
    }

    private static long among(Random random, long moments) {
        return 1 + random.nextInt((int) moments);
    }

    /** Runs it up to a moment, and answers the checkpoint to go on from. */
    private @Nullable Path breakOff(
            TestJob job, String name, @Nullable Path from, long moment, Map<Integer, Object> history) throws Exception {
        JobFolder folder = folder(job, name, from);
        AtomicLong moments = new AtomicLong();
        Recorded run = new Recorded().clock(() -> {
            if (moments.incrementAndGet() == moment) {
                throw new BrokenOff();
            }
            return 0;
        });
        assertThatThrownBy(() -> run.run(folder)).isInstanceOf(BrokenOff.class);
        tell(run, history);
        List<CheckpointWritten> written = run.all(CheckpointWritten.class);
        return written.isEmpty()
                ? from
                : folder.checkpoints().resolve(written.get(written.size() - 1).file());
    }

    private JobFolder folder(TestJob job, String name, @Nullable Path from) throws Exception {
        JobFolder folder = job.in(scratch.resolve(name));
        if (from != null) {
            Files.copy(from, folder.startingCheckpoint());
        }
        return folder;
    }

    /** An epoch that was trained again counts as it was trained last. */
    private static void tell(Recorded run, Map<Integer, Object> history) {
        run.all(Metrics.class).stream()
                .filter(Metrics::endOfEpoch)
                .forEach(epoch -> history.put(epoch.epoch(), epoch.series()));
    }

    private static String digest(JobFolder folder) throws Exception {
        return NamedArrays.read(folder.bundle().parameters()).sha256();
    }

    /** What nobody catches, so that nothing is put in order on the way out. */
    private static final class BrokenOff extends Error {

        private static final long serialVersionUID = 1L;
    }
}
