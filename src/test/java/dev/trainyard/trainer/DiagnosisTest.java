package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a trainer says of a job that it cannot do, and that each change it offers helps. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class DiagnosisTest {

    private static final String WILD =
            "{\"epochs\":40,\"batchSize\":10,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":%s}%s}";

    private static final String BAD = """
            SELECT CASE WHEN i IN (3, 21) THEN 1e39 ELSE sin(i) END AS x, cos(i) AS y, (-i)::DOUBLE AS t,
                   (i // 4)::DOUBLE AS run FROM range(60) r(i)
            """;

    @TempDir
    Path scratch;

    @Test
    void saysHowLargeTheGradientWasWhenTheLossIsNoNumber() throws Exception {
        JobFolder folder = TestJob.regression(100)
                .training(WILD.formatted("1e6", ",\"checkpoint\":{\"everySeconds\":0.05}"))
                .layers("[{\"type\":\"dense\",\"units\":8},{\"type\":\"dense\"}]")
                .in(scratch);
        AtomicLong clock = new AtomicLong();

        Recorded run = new Recorded().clock(() -> clock.addAndGet(100_000_000)).run(folder);

        Failed failed = failed(run, "loss_nan");
        assertThat(failed.message()).contains("at update 2 the norms of the gradient were dense_0 ");
        assertThat(failed.details())
                .containsKeys("epoch", "iteration", "gradientNorms", "gradientNormsAt", "lastFiniteCheckpoint");
        assertThat(((Map<?, ?>) failed.details().get("gradientNorms")).keySet()).hasToString("[dense_0, dense_1]");
        CheckpointWritten kept = run.all(CheckpointWritten.class)
                .get(run.all(CheckpointWritten.class).size() - 1);
        assertThat(failed.details().get("lastFiniteCheckpoint").toString())
                .contains("epoch=%d, iteration=%d".formatted(kept.epoch(), kept.iteration()));
        apply(folder, failed, 0);
        assertThat(Files.readString(folder.job())).contains("\"type\":\"adam\"");
        assertThat(new Recorded().run(folder).last()).isInstanceOf(Finished.class);
    }

    static Stream<Arguments> otherWaysToLearn() {
        return Stream.of(
                Arguments.of("""
                        {"kind":"vae","latentSize":2,"encoder":{"layers":[{"type":"dense","units":4}]},
                         "decoder":{"layers":[{"type":"dense"}]}}""", "[decoder/dense_0, encoder/dense_0, encoder/latent]"),
                Arguments.of("{\"kind\":\"rbm\",\"hiddenUnits\":4,\"visible\":\"gaussian\"}", "[rbm_0]"));
    }

    @ParameterizedTest
    @MethodSource("otherWaysToLearn")
    void saysHowLargeTheGradientWasInEachLayerHoweverItLearns(String definition, String layers) throws Exception {
        JobFolder folder = TestJob.on("SELECT sin(i) AS x, cos(i * 7) AS y FROM range(60) r(i)")
                .numeric("x", "y")
                .task(Task.REPRESENTATION)
                .training(WILD.formatted("1e30", ""))
                .definition(definition)
                .in(scratch);

        Failed failed = failed(new Recorded().run(folder), "loss_nan");

        Map<?, ?> norms = (Map<?, ?>) failed.details().get("gradientNorms");
        assertThat(norms.keySet()).hasToString(layers);
        assertThat(norms.values()).allSatisfy(norm -> assertThat((Double) norm).isPositive());
    }

    @Test
    void endsATrainingWhoseLossIsANumberFarFromTheData() throws Exception {
        JobFolder folder = TestJob.regression(100)
                .training(WILD.formatted("2.5", ",\"gradientClipping\":{\"value\":1000}"))
                .layers("[{\"type\":\"dense\"}]")
                .in(scratch);

        Failed failed = failed(new Recorded().run(folder), "loss_nan");

        assertThat(failed.message()).contains("the loss diverges: it was");
        apply(folder, failed, 0);
        assertThat(new Recorded().run(folder).last()).isInstanceOf(Finished.class);
    }

    static Stream<Arguments> jobsWithTwoBadRows() {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        ColumnSchema t = new ColumnSchema("t", ColumnType.NUMERIC, List.of());
        return Stream.of(
                Arguments.of(TestJob.on(BAD).numeric("x").targetValues("y"), 58),
                Arguments.of(
                        TestJob.on(BAD)
                                .numeric("x")
                                .targetValues("y")
                                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, run, t, 4, 4, 0))
                                .layers("""
                        [{"type":"lstm","units":2,"returnSequences":true},{"type":"timeDistributed","layer":{"type":"dense"}}]"""),
                        13),
                Arguments.of(
                        TestJob.pictures(BAD, new byte[60 * 16], new PictureSize(4, 4, 1))
                                .targetValues("x")
                                .clips(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, run, t, 4, 4, 0))
                                .layers("""
                        [{"type":"timeDistributed","layer":{"type":"flatten"}},
                         {"type":"lstm","units":2,"returnSequences":true},{"type":"timeDistributed","layer":{"type":"dense"}}]"""),
                        13),
                Arguments.of(
                        TestJob.pictures(BAD, new byte[60 * 16], new PictureSize(4, 4, 1))
                                .targetValues("x")
                                .layers("[{\"type\":\"flatten\"},{\"type\":\"dense\"}]"),
                        58));
    }

    @ParameterizedTest
    @MethodSource("jobsWithTwoBadRows")
    void namesTheRowsItCannotLearnFromAndLeavesThemOutWhenAsked(TestJob job, int left) throws Exception {
        JobFolder folder = job.preprocessing("{\"numeric\":\"none\"}")
                .split("{\"validation\":0.0,\"test\":0.0}")
                .training("{\"epochs\":1}")
                .in(scratch);

        Failed failed = failed(new Recorded().run(folder), "data_invalid");

        assertThat(failed.phase()).isEqualTo("preparing");
        assertThat(failed.message()).startsWith("rows 3, 21: column x holds 1.0E39");
        assertThat(failed.details()).containsEntry("badRows", 2);
        assertThat(failed.remedies().get(0).title()).isEqualTo("Leave those 2 rows out");
        apply(folder, failed, 0);
        Recorded again = new Recorded().run(folder);
        assertThat(again.last()).isInstanceOf(Finished.class);
        assertThat(again.all(Logged.class))
                .extracting(Logged::message)
                .anyMatch(line -> line.startsWith("left out rows 3, 21 of the train part"))
                .anyMatch(line -> line.startsWith(left + " rows to train on"));
    }

    @Test
    void failsWhenItsTimePassedBeforeItLearnedAnything() throws Exception {
        JobFolder folder = TestJob.regression(60)
                .training("{\"epochs\":3,\"limits\":{\"maxSeconds\":0.05}}")
                .in(scratch);
        AtomicLong clock = new AtomicLong();

        Failed failed =
                failed(new Recorded().clock(() -> clock.addAndGet(100_000_000)).run(folder), "timeout");

        assertThat(failed.message()).contains("0.05 seconds");
        apply(folder, failed, 0);
        Recorded again =
                new Recorded().clock(() -> clock.addAndGet(100_000_000)).run(folder);
        assertThat(((Finished) again.last()).stopReason()).isEqualTo("completed");
    }

    @Test
    void offersASeriesThatIsThereInPlaceOfOneThatIsNot() throws Exception {
        JobFolder folder = TestJob.regression(60)
                .training("{\"epochs\":2,\"earlyStopping\":{\"monitor\":\"validation/auc\"}}")
                .in(scratch);

        Failed failed = failed(new Recorded().run(folder), "data_invalid");

        apply(folder, failed, 0);
        assertThat(new Recorded().run(folder).last()).isInstanceOf(Finished.class);
    }

    @Test
    void tellsWantOfMemoryAndUnusableDevicesFromFaultsOfItsOwn() {
        ObjectNode described = Json.mapper()
                .valueToTree(TestJob.regression(60)
                        .training("{\"batchSize\":\"full\"}")
                        .resolved());
        ((ObjectNode) described.get("dataset")).put("rows", 1000);
        ResolvedJob job = Json.mapper().treeToValue(described, ResolvedJob.class);
        Failed heap = OutOfMemory.failure(new OutOfMemoryError("Java heap space"), job)
                .during("training");
        assertThat(heap.details()).containsEntry("memory", "host").containsEntry("largestBatchThatFits", 500);
        assertThat(heap.remedies().get(0).patch().get(0)).containsEntry("path", "/training/batchSize");

        RuntimeException device = new RuntimeException("CUDA error: cudaErrorMemoryAllocation [2]");
        assertThat(OutOfMemory.isOne(device)).isTrue();
        assertThat(OutOfMemory.failure(device, job).during("training").details())
                .containsEntry("memory", "device");
        assertThat(OutOfMemory.isOne(new RuntimeException("std::bad_alloc"))).isTrue();

        RuntimeException kernel = new RuntimeException("no kernel image is available for execution on the device");
        assertThat(OutOfMemory.isOne(kernel)).isFalse();
        assertThat(DeviceTrouble.isOne(kernel)).isTrue();
        assertThat(DeviceTrouble.isOne(new UnsatisfiedLinkError("no jnind4jcuda")))
                .isTrue();
        Failed unusable = DeviceTrouble.failure(kernel).during("training");
        assertThat(unusable.code()).isEqualTo("device_unavailable");
        assertThat(unusable.remedies().get(0).patch().get(0)).containsEntry("value", "cpu");
        assertThat(DeviceTrouble.isOne(new IllegalStateException("row 3"))).isFalse();
    }

    private static Failed failed(Recorded run, String code) {
        assertThat(run.last())
                .as(run.last().toString())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
        return (Failed) run.last();
    }

    /** As a retry does; the fields of a resolved job have the names of the request's. */
    private static void apply(JobFolder folder, Failed failed, int remedy) throws Exception {
        JsonNode job = Json.mapper().readTree(Files.readString(folder.job()));
        for (Map<String, Object> operation : failed.remedies().get(remedy).patch()) {
            JsonPointer path = JsonPointer.compile(String.valueOf(operation.get("path")));
            ObjectNode parent = (ObjectNode) job.at(path.head());
            String name = path.last().getMatchingProperty();
            if (operation.get("op").equals("remove")) {
                parent.remove(name);
            } else {
                parent.set(name, Json.mapper().valueToTree(operation.get("value")));
            }
        }
        Files.writeString(folder.job(), job.toString());
    }
}
