package dev.trainyard.trainer.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.FusedFit;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Effort;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import dev.trainyard.trainer.TrainerEvent.Warned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job of the fused engine from its folder to its bundle. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class FusedRunTest {

    private static final String TRAINING = """
            {"epochs":5,"batchSize":16,"optimizer":{"type":"%s"},"regularization":{"l1":0.0001,"l2":0.001},
             "gradientClipping":{"%s":0.5},"schedule":{"type":"step","factor":0.5,"every":3},"classWeights":"balanced",
             "earlyStopping":{"patience":20},"checkpoint":{"everyIterations":19,"keep":2}}
            """;

    @TempDir
    Path scratch;

    private static TestJob job(String training) {
        return TestJob.twoClasses(150).engine("fused").layers("""
                        [{"type":"dense","units":8,"activation":"relu"},{"type":"dropout","rate":0.4},
                         {"type":"dense","units":6},{"type":"activation","activation":"swish"},{"type":"dense"}]""").training(training);
    }

    @ParameterizedTest
    @ValueSource(strings = {"momentum", "adamw", "rprop"})
    void goesOnBitForBit(String optimizer) throws Exception {
        TestJob job = job(TRAINING.formatted(optimizer, optimizer.equals("adamw") ? "norm" : "value"));
        JobFolder first = job.in(scratch.resolve("whole"));
        Recorded whole = new Recorded().run(first);
        JobFolder second = job.in(scratch.resolve("second"));
        CheckpointWritten middle = whole.all(CheckpointWritten.class).get(0);
        Files.copy(first.checkpoints().resolve(middle.file()), second.startingCheckpoint());

        Recorded rest = new Recorded().run(second);

        assertThat(middle.iteration() % 8).as("within an epoch").isNotZero();
        assertThat(rest.last()).isInstanceOf(Finished.class);
        List<Metrics> epochs =
                rest.all(Metrics.class).stream().filter(Metrics::endOfEpoch).toList();
        assertThat(epochs).isNotEmpty().hasSizeLessThan(5);
        epochs.forEach(metrics -> assertThat(metrics.series()).isEqualTo(whole.epoch(metrics.epoch())));
        assertThat(digest(second)).isEqualTo(digest(first));
        assertThat(rest.all(Warned.class)).extracting(Warned::code).doesNotContain("other_kernels");
    }

    @Test
    void saysWhenOtherKernelsGoOn() throws Exception {
        TestJob job = job(TRAINING.formatted("momentum", "value"));
        JobFolder first = job.in(scratch.resolve("first"));
        CheckpointWritten middle =
                new Recorded().run(first).all(CheckpointWritten.class).get(0);
        JobFolder second = job.in(scratch.resolve("second"));
        NamedArrays checkpoint = NamedArrays.read(first.checkpoints().resolve(middle.file()));
        Map<String, String> elsewhere = new HashMap<>(checkpoint.metadata());
        assertThat(elsewhere.put("kernels", "openblas OTHER")).isNotNull();
        new NamedArrays(checkpoint.arrays(), elsewhere).write(second.startingCheckpoint());

        Recorded rest = new Recorded().run(second);

        assertThat(second.wantedKernels()).isEqualTo("openblas OTHER");
        assertThat(rest.last()).isInstanceOf(Finished.class);
        assertThat(rest.all(Warned.class)).anySatisfy(warning -> {
            assertThat(warning.code()).isEqualTo("other_kernels");
            assertThat(warning.message()).contains("openblas OTHER", "last digits");
        });
    }

    @Test
    void saysWhenOtherKernelsMakeItAgain() throws Exception {
        JobFolder folder = job(TRAINING.formatted("momentum", "value")).in(scratch.resolve("again"));
        Files.writeString(folder.kernels(), "openblas OTHER");

        Recorded again = new Recorded().run(folder);

        assertThat(again.last()).isInstanceOf(Finished.class);
        assertThat(again.all(Warned.class)).extracting(Warned::code).contains("other_kernels");
    }

    private static String digest(JobFolder folder) throws Exception {
        return NamedArrays.read(folder.bundle().parameters()).sha256();
    }

    @Test
    void publishesTheSameBundle() throws Exception {
        String training =
                "{\"epochs\":30,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01},\"calibration\":\"temperature\"}";
        JobFolder folder = job(training).in(scratch.resolve("fused"));

        Recorded run = new Recorded().run(folder);

        assertThat(run.last())
                .isInstanceOfSatisfying(
                        Finished.class,
                        finished -> assertThat(finished.engine()).isEqualTo("fused"));
        assertThat(folder.bundle().readProvenance().engine()).isEqualTo("fused");
        assertThat(folder.bundle().dl4j()).exists();
        List<Metrics> told = run.all(Metrics.class);
        Effort effort = told.get(told.size() - 1).effort();
        assertThat(effort.time()).containsKeys("data", "forward", "backward", "update", "scores");
        assertThat(effort.time().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(0.01));
        assertThat(effort.ofProductLimit()).isPositive();
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
        assertThat(folder.bundle().readEvaluation().metrics().get("validation/accuracy"))
                .isGreaterThan(0.8);
    }

    @Test
    void hasEveryLayerThatThePlanPromises() {
        assertThat(Stack.types()).isEqualTo(FusedFit.LAYERS);
    }
}
