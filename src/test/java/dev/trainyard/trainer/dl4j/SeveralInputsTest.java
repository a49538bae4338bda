package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph with several inputs reads its features apart, and is served through as many tensors. */
class SeveralInputsTest {

    @TempDir
    Path scratch;

    private JobFolder train(TestJob job) throws Exception {
        JobFolder folder = job.training("""
                        {"epochs":40,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.02}}""").in(scratch);
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        GoldenGate.Verdict verdict = GoldenGates.check(folder.bundle());
        assertThat(verdict.passed()).as(verdict.reason()).isTrue();
        return folder;
    }

    @Test
    void readsNumbersAndColoursApart() throws Exception {
        JobFolder folder = train(TestJob.twoClasses(150).definition("""
                {"kind":"graph","outputs":["end"],
                 "inputs":[{"name":"place","features":["x","y"],"width":2},{"name":"look","features":["colour"],"width":3}],
                 "nodes":[
                  {"type":"dense","name":"one","units":6,"activation":"tanh","inputs":["place"]},
                  {"type":"dense","name":"two","units":2,"activation":"tanh","inputs":["look"]},
                  {"type":"concatenate","name":"both","inputs":["one","two"]},
                  {"type":"dense","name":"end","inputs":["both"]}]}
                """));

        assertThat(folder.bundle().readEvaluation().metrics().get("train/accuracy"))
                .isGreaterThan(0.9);
        assertThat(folder.bundle().readManifest().inputs())
                .extracting("tensor")
                .containsExactly("input/place", "input/look");
        try (OrtSession session = OrtEnvironment.getEnvironment()
                .createSession(folder.bundle().model().toString())) {
            assertThat(session.getInputNames()).containsExactly("input/place", "input/look");
        }
    }

    /** What only the unread branch could tell must not be learned: the inputs are not mixed up. */
    @Test
    void givesEachBranchItsOwnColumnsOnly() throws Exception {
        JobFolder folder = train(
                TestJob.on("""
                        SELECT sin(i * 12.9898) AS noise, cos(i * 78.233) AS x, 5 * cos(i * 78.233) AS value FROM range(150) r(i)
                        """).numeric("noise", "x").targetValues("value").definition("""
                        {"kind":"graph","outputs":["end"],
                         "inputs":[{"name":"left","features":["noise"],"width":1},{"name":"right","features":["x"],"width":1}],
                         "nodes":[
                          {"type":"dense","name":"silent","units":1,"kernelInitializer":"zeros","activation":"relu","inputs":["left"]},
                          {"type":"dense","name":"end","inputs":["both"]},
                          {"type":"concatenate","name":"both","inputs":["silent","right"]}]}
                        """));

        assertThat(folder.bundle().readEvaluation().metrics().get("train/r2")).isGreaterThan(0.95);
    }

    /** Only the branch of the derived square can tell the distance from the middle. */
    @Test
    void givesABranchWhatIsDerived() throws Exception {
        JobFolder folder = train(TestJob.on("""
                        SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y, 5 * x * x AS value FROM range(150) r(i)
                        """)
                .numeric("x", "y")
                .targetValues("value")
                .preprocessing("{\"derived\":[\"x^2\"]}")
                .definition("""
                        {"kind":"graph","outputs":["end"],
                         "inputs":[{"name":"left","features":["x","y"],"width":2},{"name":"right","features":["x^2"],"width":1}],
                         "nodes":[
                          {"type":"dense","name":"silent","units":1,"kernelInitializer":"zeros","activation":"relu","inputs":["left"]},
                          {"type":"concatenate","name":"both","inputs":["silent","right"]},
                          {"type":"dense","name":"end","inputs":["both"]}]}
                        """));

        assertThat(folder.bundle().readEvaluation().metrics().get("train/r2")).isGreaterThan(0.95);
    }

    @Test
    void readsTwoKindsOfStepsOfOneSequence() throws Exception {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        ColumnSchema t = new ColumnSchema("t", ColumnType.NUMERIC, List.of());
        JobFolder folder = train(TestJob.on("""
                        SELECT s AS run, t, x, -x AS z, CASE t % 2 WHEN 0 THEN 'a' ELSE 'b' END AS kind,
                               CASE WHEN x > 0 THEN 'plus' ELSE 'minus' END AS mark
                        FROM (SELECT s, t, sin(s * 12.9898 + t * 78.233) AS x FROM range(40) r(s), range(6) q(t) WHERE t < 2 + s % 5)
                        """)
                .numeric("x", "z")
                .categorical("kind", "a", "b")
                .targetClasses("mark", "minus", "plus")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, run, t, 6, 6, 0))
                .definition("""
                        {"kind":"graph","outputs":["end"],
                         "inputs":[{"name":"numbers","features":["x","z"],"width":2},{"name":"kinds","features":["kind"],"width":2}],
                         "nodes":[
                          {"type":"lstm","name":"one","units":6,"inputs":["numbers"]},
                          {"type":"dense","name":"two","units":2,"inputs":["kinds"]},
                          {"type":"concatenate","name":"both","inputs":["one","two"]},
                          {"type":"dense","name":"end","inputs":["both"]}]}
                        """));

        assertThat(folder.bundle().readEvaluation().metrics().get("train/accuracy"))
                .isGreaterThan(0.9);
    }
}
