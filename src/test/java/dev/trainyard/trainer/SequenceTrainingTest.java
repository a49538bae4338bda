package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.data.DuckDb;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mode of a recurrent network learns, and its ONNX file answers what the trainer answers. */
class SequenceTrainingTest {

    /** 60 sequences of 2 to 8 steps; the class is whether the first value is above 0. */
    private static final String SEQUENCES = """
            SELECT s AS run, t, x, kind, CASE WHEN first > 0 THEN 'up' ELSE 'down' END AS label,
                   CASE WHEN x > 0 THEN 'plus' ELSE 'minus' END AS mark, x + t AS shifted
            FROM (SELECT s, t, sin(s * 12.9898 + t * 78.233) AS x, sin(s * 12.9898) AS first,
                         CASE (s + t) % 2 WHEN 0 THEN 'a' ELSE 'b' END AS kind
                  FROM range(60) r(s), range(8) q(t) WHERE t < 2 + s % 7)
            ORDER BY hash(s * 100 + t)
            """;

    private static final String SERIES = "SELECT i AS t, sin(i * 0.3) * 5 + 20 AS value FROM range(200) r(i)";

    static final ColumnSchema RUN = new ColumnSchema("run", ColumnType.NUMERIC, List.of());
    static final ColumnSchema T = new ColumnSchema("t", ColumnType.NUMERIC, List.of());

    @TempDir
    Path scratch;

    private static Examples.Sequences how(Sequence.Mode mode, @Nullable ColumnSchema id, int window, int horizon) {
        return new Examples.Sequences(mode, id, T, window, horizon > 0 ? 1 : window, horizon);
    }

    private static TestJob sequences(Sequence.Mode mode, int window) {
        return TestJob.on(SEQUENCES).numeric("x").categorical("kind", "a", "b").sequences(how(mode, RUN, window, 0));
    }

    private JobFolder train(TestJob job, int epochs) throws Exception {
        JobFolder folder = job.training("""
                {"epochs":%d,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.02}}""".formatted(epochs)).in(scratch);
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(epochs).get("train/loss")).isLessThan(run.epoch(0).get("train/loss"));
        assertThat(Served.largestDifference(folder)).isLessThan(1e-5);
        return folder;
    }

    private static double metric(JobFolder folder, String name) throws Exception {
        return folder.bundle().readEvaluation().metrics().get(name);
    }

    @Test
    void tellsTheClassOfAWholeSequence() throws Exception {
        JobFolder folder = train(
                sequences(Sequence.Mode.MANY_TO_ONE, 8)
                        .targetClasses("label", "down", "up")
                        .layers("[{\"type\":\"lstm\",\"units\":8},{\"type\":\"dense\"}]"),
                40);

        assertThat(metric(folder, "train/accuracy")).isGreaterThan(0.9);
        assertThat(folder.bundle().readManifest().encoder()).isInstanceOfSatisfying(SequenceEncoder.class, encoder -> {
            assertThat(encoder.shape()).isEqualTo(Shape.of(8, 3));
            assertThat(encoder.exact()).isFalse();
        });
    }

    /** Nothing can be told of the steps but how many are rare; balanced weights make both classes count the same. */
    @Test
    void weighsTheClassesOfSteps() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT s::DOUBLE AS run, t::DOUBLE AS t, 1.0 AS x, CASE WHEN t % 5 = 0 THEN 'rare' ELSE 'usual' END AS mark
                        FROM range(12) r(s), range(10) q(t) WHERE t < 5 + 5 * (s % 2)""")
                .numeric("x")
                .targetClasses("mark", "rare", "usual")
                .sequences(how(Sequence.Mode.MANY_TO_MANY, RUN, 10, 0))
                .split("{\"validation\":0.0,\"test\":0.0}")
                .layers("[{\"type\":\"dense\"}]");
        String training = "{\"epochs\":150,\"batchSize\":4,%s\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.05}}";
        JobFolder plain = job.training(training.formatted("")).in(scratch.resolve("plain"));
        JobFolder weighed = job.training(training.formatted("\"classWeights\":\"balanced\","))
                .in(scratch.resolve("weighed"));

        new Recorded().run(plain);
        Recorded run = new Recorded().run(weighed);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(plain.bundle().readGolden().answers().get(0).get(0)).isCloseTo(0.8f, within(0.05f));
        assertThat(weighed.bundle().readGolden().answers().get(0).get(0)).isCloseTo(0.5f, within(0.05f));
        assertThat(run.epoch(150).get("train/loss")).isCloseTo(Math.log(2), within(0.02));
        assertThat(run.epoch(0).get("train/loss")).isCloseTo(Math.log(2), within(0.02));
    }

    @Test
    void namesTheRowsOfTheHardestSequences() throws Exception {
        JobFolder folder = train(
                sequences(Sequence.Mode.MANY_TO_ONE, 8)
                        .targetClasses("label", "down", "up")
                        .layers("[{\"type\":\"lstm\",\"units\":4},{\"type\":\"dense\"}]"),
                1);
        Evaluation evaluation = folder.bundle().readEvaluation();

        try (Connection database = DuckDb.open();
                PreparedStatement labels = database.prepareStatement(
                        "SELECT label FROM read_parquet(?, file_row_number=true) WHERE file_row_number = ?")) {
            labels.setString(1, folder.trainRows().toString());
            for (Evaluation.Report part : evaluation.parts().values()) {
                for (Evaluation.Hardest hardest : part.hardest()) {
                    labels.setLong(2, hardest.row());
                    try (ResultSet row = labels.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getString(1)).isEqualTo(hardest.target());
                    }
                }
            }
        }
    }

    @Test
    void labelsEachStep() throws Exception {
        JobFolder folder = train(
                sequences(Sequence.Mode.MANY_TO_MANY, 8)
                        .targetClasses("mark", "minus", "plus")
                        .layers("""
                                [{"type":"bidirectional","layer":{"type":"gru","units":6}},
                                 {"type":"dense","units":5,"activation":"tanh"},
                                 {"type":"dense","units":2,"activation":"softmax"}]"""),
                15);

        assertThat(metric(folder, "train/accuracy")).isGreaterThan(0.9);
        assertThat(folder.bundle().readManifest().codec().shape()).isEqualTo(Shape.of(8, 2));
        assertThat(folder.bundle().readEvaluation().parts().get("train").rows()).isBetween(200L, 300L);
    }

    @Test
    void writesASequenceForARow() throws Exception {
        JobFolder folder = train(
                TestJob.on("SELECT s AS run, t, s / 10.0 AS x, s * t * 1.0 AS y FROM range(40) r(s), range(6) q(t)")
                        .numeric("x")
                        .targetValues("y")
                        .sequences(how(Sequence.Mode.ONE_TO_MANY, RUN, 6, 0))
                        .layers("""
                                [{"type":"repeatVector"},{"type":"simpleRnn","units":12},{"type":"dense"}]"""),
                40);

        assertThat(metric(folder, "train/r2")).isGreaterThan(0.8);
    }

    @Test
    void answersEachRowByItself() throws Exception {
        JobFolder folder = train(
                TestJob.on(SERIES)
                        .numeric("t")
                        .targetValues("value")
                        .sequences(how(Sequence.Mode.ONE_TO_ONE, null, 1, 0))
                        .layers("[{\"type\":\"simpleRnn\",\"units\":8},{\"type\":\"dense\"}]"),
                5);

        assertThat(folder.bundle().readManifest().encoder().shape()).isEqualTo(Shape.of(1, 1));
    }

    @Test
    void forecastsSeveralStepsAtOnce() throws Exception {
        JobFolder folder = train(
                TestJob.on(SERIES)
                        .numeric("value")
                        .targetValues("value")
                        .sequences(how(Sequence.Mode.MANY_TO_ONE, null, 12, 3))
                        .split("{\"by\":\"time\"}")
                        .layers("[{\"type\":\"gru\",\"units\":10},{\"type\":\"dense\"}]"),
                30);

        assertThat(metric(folder, "test/r2")).isGreaterThan(0.9);
        TargetCodec codec = folder.bundle().readManifest().codec();
        assertThat(codec).isInstanceOfSatisfying(TargetCodec.Steps.class, steps -> {
            assertThat(steps.steps()).isEqualTo(3);
            assertThat(steps.flat()).isTrue();
        });
    }

    @Test
    void forecastsByEncoderAndDecoder() throws Exception {
        JobFolder folder = train(
                TestJob.on(SERIES)
                        .numeric("value")
                        .targetValues("value")
                        .sequences(how(Sequence.Mode.MANY_TO_MANY, null, 12, 4))
                        .split("{\"by\":\"time\"}")
                        .layers("""
                                [{"type":"lstm","units":10},{"type":"repeatVector"},{"type":"lstm","units":10},
                                 {"type":"dense"}]"""),
                30);

        assertThat(metric(folder, "test/r2")).isGreaterThan(0.8);
        assertThat(folder.bundle().readManifest().codec().shape()).isEqualTo(Shape.of(4, 1));
    }

    @Test
    void refusesALabelThatChangesWithinASequence() throws Exception {
        JobFolder folder = sequences(Sequence.Mode.MANY_TO_ONE, 8)
                .targetClasses("mark", "minus", "plus")
                .layers("[{\"type\":\"lstm\",\"units\":4},{\"type\":\"dense\"}]")
                .in(scratch);

        assertThat(new Recorded().run(folder).last()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("data_invalid");
            assertThat(failed.message()).contains("mark").contains("many-to-one has one answer");
        });
    }
}
