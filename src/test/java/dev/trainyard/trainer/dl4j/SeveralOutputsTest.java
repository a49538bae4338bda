package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A graph with several outputs learns each target by its own loss, and serves them together. */
class SeveralOutputsTest {

    private static final String ROWS = """
            SELECT x, y, 100 + 30 * x - 20 * y AS price, CASE WHEN x + y > 0 THEN 'yes' ELSE 'no' END AS sold,
                   CASE WHEN x > 0.5 THEN 'a' WHEN y > 0 THEN 'b' ELSE 'c' END AS kind
            FROM (SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(200) r(i))
            """;

    /** The first output is read by the third, so that its activation is the network's and not the loss's. */
    private static final String GRAPH = """
            {"kind":"graph","outputs":["sold","price","kind"],"nodes":[
              {"type":"dense","name":"trunk","units":12,"activation":"tanh","inputs":["input"]},
              {"type":"dense","name":"price","inputs":["trunk"]},
              {"type":"dense","name":"sold","inputs":["trunk"]},
              {"type":"concatenate","name":"both","inputs":["trunk","sold"]},
              {"type":"dense","name":"kind","inputs":["both"]}]}
            """;

    @TempDir
    Path scratch;

    private static TestJob job(String weights) {
        return TestJob.on(ROWS)
                .numeric("x", "y")
                .targetClasses("sold", "no", "yes")
                .targetValues("price")
                .targetClasses("kind", "a", "b", "c")
                .definition(GRAPH)
                .training("""
                        {"epochs":60,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.02},"lossWeights":%s}
                        """.formatted(weights));
    }

    @Test
    void learnsEachTargetAndServesThemTogether() throws Exception {
        JobFolder folder = job("{\"price\":0.5}").in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
        Evaluation evaluation = folder.bundle().readEvaluation();
        assertThat(evaluation.metrics().get("test/sold/accuracy")).isGreaterThan(0.9);
        assertThat(evaluation.metrics().get("test/kind/accuracy")).isGreaterThan(0.85);
        assertThat(evaluation.metrics().get("test/price/r2")).isGreaterThan(0.95);
        assertThat(evaluation.parts().get("test").outputs()).containsOnlyKeys("sold", "price", "kind");
        assertThat(folder.bundle().readManifest().codec())
                .isInstanceOfSatisfying(
                        TargetCodec.Several.class,
                        several -> assertThat(several.heads())
                                .extracting(TargetCodec.Several.Head::name)
                                .containsExactly("sold", "price", "kind"));
        assertThat(folder.bundle().dl4j()).exists();
    }

    @Test
    void addsTheLossesUpByTheirWeights() throws Exception {
        JobFolder folder = job("{\"price\":0.25,\"kind\":3}").in(scratch);

        Map<String, Double> first = new Recorded().run(folder).epoch(0);

        assertThat(first.get("train/loss"))
                .isCloseTo(
                        first.get("train/sold/loss")
                                + 0.25 * first.get("train/price/loss")
                                + 3 * first.get("train/kind/loss"),
                        within(1e-9));
    }

    @Test
    void learnsNothingOfATargetThatCountsNothing() throws Exception {
        JobFolder folder = job("{\"price\":0}").in(scratch);

        Map<String, Double> metrics = new Recorded().run(folder).epoch(60);

        assertThat(metrics.get("train/price/r2")).isLessThan(0.5);
        assertThat(metrics.get("train/sold/accuracy")).isGreaterThan(0.9);
    }

    @Test
    void givesEachOutputANameInTheOnnxFile() throws Exception {
        JobFolder folder = job("{}").in(scratch);
        new Recorded().run(folder);

        try (OrtSession session = OrtEnvironment.getEnvironment()
                .createSession(folder.bundle().model().toString())) {
            assertThat(session.getOutputNames()).contains("output", "output/sold", "output/price", "output/kind");
        }
    }

    @Test
    void labelsStepsInSeveralWays() throws Exception {
        ColumnSchema run = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
        ColumnSchema t = new ColumnSchema("t", ColumnType.NUMERIC, List.of());
        JobFolder folder = TestJob.on("""
                        SELECT s AS run, t, x, x * 3 AS triple, CASE WHEN x > 0 THEN 'plus' ELSE 'minus' END AS mark
                        FROM (SELECT s, t, sin(s * 12.9898 + t * 78.233) AS x FROM range(60) r(s), range(8) q(t) WHERE t < 2 + s % 7)
                        """)
                .numeric("x")
                .targetValues("triple")
                .targetClasses("mark", "minus", "plus")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, run, t, 8, 8, 0))
                .definition("""
                        {"kind":"graph","outputs":["triple","mark"],"nodes":[
                          {"type":"lstm","name":"memory","units":8,"inputs":["input"]},
                          {"type":"dense","name":"mark","inputs":["memory"]},
                          {"type":"dense","name":"triple","inputs":["memory"]}]}
                        """)
                .training("{\"epochs\":25,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02}}")
                .in(scratch);

        Recorded recorded = new Recorded().run(folder);

        assertThat(recorded.last()).as("%s", recorded.last()).isInstanceOf(Finished.class);
        assertThat(recorded.epoch(25).get("train/mark/accuracy")).isGreaterThan(0.9);
        assertThat(recorded.epoch(25).get("train/triple/r2")).isGreaterThan(0.8);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }
}
