package dev.trainyard.trainer.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
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
import dev.trainyard.trainer.TrainerEvent.Warned;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway") // a null fails the test by itself
class GanTrainingTest {

    private static final String GAN = """
            {"kind":"gan","latentSize":4,%s
             "generator":{"layers":[{"type":"dense","units":16,"activation":"relu"},{"type":"batchNormalization"},{"type":"dense","units":2}]},
             "discriminator":{"layers":[{"type":"dense","units":16,"activation":"leakyRelu"},{"type":"dense","units":1}]}}
            """;
    private static final String TRAINING = """
            {"epochs":6,"batchSize":32,"optimizer":{"type":"adam","learningRate":%s,"beta1":0.5},
             "checkpoint":{"everySeconds":1,"keep":2},"metrics":["generatorLoss","discriminatorLoss"]}
            """;

    @TempDir
    Path scratch;

    private static TestJob points() {
        return TestJob.on("""
                        SELECT 3 + sin(i * 12.9898) AS x, cos(i * 78.233) - 1 AS y,
                               CASE WHEN sin(i * 12.9898) > 0 THEN 'right' ELSE 'left' END AS side FROM range(200) r(i)
                        """).numeric("x", "y").task(Task.GENERATION);
    }

    @Test
    void generatorIsServedAsItWasTrained() throws Exception {
        JobFolder folder = points().definition(GAN.formatted(""))
                .training(TRAINING.formatted("0.01"))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(6))
                .containsKeys(
                        "train/loss",
                        "train/generatorLoss",
                        "train/discriminatorLoss",
                        "validation/discriminatorAccuracy",
                        "train/diversity");
        assertThat(run.all(Sampled.class)).hasSize(6).allMatch(sample -> ((List<?>) sample.values()).size() == 64);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readEvaluation().metrics()).containsKey("test/discriminatorAccuracy");
    }

    @ParameterizedTest
    @EnumSource(names = {"DL4J", "FUSED"})
    void showsTheGradientsOfBothNetworks(Resources.Engine name) {
        ResolvedJob job = points().definition(GAN.formatted(""))
                .training(TRAINING.formatted("0.01"))
                .resolved();
        EngineMaker maker = EngineMaker.of(name);
        Set<String> seen = new TreeSet<>();
        try (GanEngine engine = new GanEngine(job, InitialParameters.of(job), maker)) {
            engine.observe((gradient, segments) -> segments.forEach(
                    segment -> seen.add(job.layers().get(segment.layer()).name() + " of " + segment.name())));
            EncodedRows rows = new EncodedRows(3, new float[] {1, 2, 3, 4, 5, 6});
            engine.step(new Batch(rows, rows, null), 0.01);
        }

        assertThat(seen)
                .contains(
                        "generator/dense_0 of generator/dense_0/kernel",
                        "generator/dense_2 of generator/dense_2/bias",
                        "discriminator/dense_0 of discriminator/dense_0/kernel",
                        "discriminator/dense_1 of discriminator/dense_1/bias")
                .allMatch(each -> each.split(" of ")[1].startsWith(each.split(" of ")[0] + "/"));
    }

    @Test
    void ourOwnLoopLearnsWhatDl4jLearns() {
        ResolvedJob job = points().definition(
                        GAN.replace("{\"type\":\"batchNormalization\"},", "").formatted(""))
                .training(TRAINING.formatted("0.01"))
                .resolved();
        EncodedRows rows = new EncodedRows(4, new float[] {1, 2, 3, 4, 5, 6, 7, 8});

        try (GanEngine ours = new GanEngine(job, InitialParameters.of(job), EngineMaker.of(Resources.Engine.FUSED));
                GanEngine theirs =
                        new GanEngine(job, InitialParameters.of(job), EngineMaker.of(Resources.Engine.DL4J))) {
            for (int step = 0; step < 5; step++) {
                double loss = ours.step(new Batch(rows, rows, null), 0.01);
                assertThat(loss).isCloseTo(theirs.step(new Batch(rows, rows, null), 0.01), within(1e-5));
            }
            for (NamedArray array : theirs.parameters().arrays()) {
                assertThat(ours.parameters().get(array.name()).values())
                        .as(array.name())
                        .containsExactly(array.values(), within(1e-5f));
            }
        }
    }

    @Test
    void bothAreToldTheClass() throws Exception {
        JobFolder folder = points().targetClasses("side", "left", "right")
                .definition(GAN.formatted("\"condition\":\"label\","))
                .training(TRAINING.formatted("0.01"))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        assertThat(folder.bundle().readManifest().encoder().width()).isEqualTo(4 + 2);
    }

    @Test
    void warnsWhenSamplesCollapse() throws Exception {
        String constant = """
                {"kind":"gan","latentSize":1,
                 "generator":{"layers":[{"type":"dense","units":2,"kernelInitializer":{"type":"normal","stddev":0.0001}}]},
                 "discriminator":{"layers":[{"type":"dense","units":1}]}}""";
        JobFolder folder = points().definition(constant)
                .training(TRAINING.formatted("0.00001"))
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.all(Warned.class))
                .hasSize(1)
                .allMatch(warned -> warned.code().equals("samples_collapsed"));
    }

    @Test
    void goesOnBitForBit() throws Exception {
        TestJob job = points().definition(GAN.formatted("")).training(TRAINING.formatted("0.01"));
        new Recorded().run(job.in(scratch.resolve("whole")));

        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 31) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        first.run(job.in(scratch.resolve("first")));
        JobFolder second = job.in(scratch.resolve("second"));
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
