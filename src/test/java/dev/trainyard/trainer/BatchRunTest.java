package dev.trainyard.trainer;

import static dev.trainyard.trainer.BatchJobs.asking;
import static dev.trainyard.trainer.BatchJobs.lines;
import static dev.trainyard.trainer.BatchJobs.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.CsvLine;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TextTable;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import dev.trainyard.trainer.loop.Controls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained model answers the rows of a file, each as predict would. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class BatchRunTest {

    /** Of the 300 rows one has a colour that training never saw. */
    private static final String OTHERS = """
            SELECT 'no ' || i AS name, i / 300 AS x, i::DOUBLE AS y, CASE i WHEN 7 THEN 'violet' ELSE 'red' END AS colour
            FROM range(300) r(i)
            """;

    @TempDir
    Path scratch;

    private JobFolder trained(TestJob job) throws Exception {
        return BatchJobs.trained(job, scratch.resolve("trained"));
    }

    @Test
    void answersRowsAndLeavesThoseEmptyThatItCannotAnswer() throws Exception {
        JobFolder model = trained(TestJob.twoClasses(60));
        TestJob others = TestJob.on(OTHERS).numeric("x", "y").categorical("colour", "blue", "green", "red");
        JobFolder folder =
                asking(others.targetClasses("name").in(scratch.resolve("asked")), model, new BatchRequest(true, null));

        Recorded run = run(folder, null);

        assertThat(run.last()).isInstanceOf(Finished.class);
        List<List<String>> lines = lines(folder);
        assertThat(lines.get(0))
                .containsExactly(
                        "name",
                        "x",
                        "y",
                        "colour",
                        "predicted_label",
                        "predicted_probability_no",
                        "predicted_probability_yes");
        assertThat(lines).hasSize(301);
        assertThat(lines.get(8).subList(3, 7)).containsExactly("violet", "", "", "");
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            TextTable table = new TextTable(
                    List.of("x", "y", "colour"),
                    lines.subList(9, 301).stream()
                            .map(line -> line.subList(1, 4))
                            .toList());
            List<Prediction> predictions = scorer.predictAll(scorer.read(table)).predictions();
            assertThat(lines.subList(9, 301).stream().map(line -> line.subList(4, 7)))
                    .isEqualTo(predictions.stream()
                            .map(Prediction.Category.class::cast)
                            .map(told -> List.of(
                                    told.label(),
                                    "" + told.probabilities().get("no"),
                                    "" + told.probabilities().get("yes")))
                            .toList());
        }
        assertThat(run.all(TrainerEvent.Warned.class))
                .extracting(TrainerEvent.Warned::code)
                .contains("out_of_range", "rows_not_predicted");
        BatchOutcome outcome = Json.mapper().readValue(Files.readAllBytes(folder.batchOutcome()), BatchOutcome.class);
        assertThat(outcome.rows()).isEqualTo(300);
        assertThat(outcome.answered()).isEqualTo(299);

        assertThat(run(folder, Command.CANCEL).last()).isEqualTo(new Stopped(Command.CANCEL));
        Finished early = (Finished) run(folder, Command.FINISH).last();
        assertThat(early.stopReason()).isEqualTo("finished-on-request");
        assertThat(lines(folder)).hasSize(257);

        Files.write(folder.askedBundle(), TestBundle.zip(TestBundle.price().write(scratch.resolve("price"))));
        Files.writeString(folder.batchRequest(), "{}");
        assertThat(run(folder, null).last())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.message())
                                .startsWith("none of the 300 rows can be answered: example 0: gre is not there"));
    }

    /** As a worker has it that finds the job of one that died: the same folder, and all of it anew. */
    @Test
    void startsOverWhenItWasBrokenOffAndMakesTheSame() throws Exception {
        JobFolder model = trained(TestJob.twoClasses(60));
        TestJob others = TestJob.on(OTHERS).numeric("x", "y").categorical("colour", "blue", "green", "red");
        JobFolder folder =
                asking(others.targetClasses("name").in(scratch.resolve("asked")), model, new BatchRequest(null, null));
        assertThat(run(folder, null).last()).isInstanceOf(Finished.class);
        byte[] whole = Files.readAllBytes(folder.predictions());
        Files.delete(folder.batchOutcome());

        Iterator<Long> seconds =
                Stream.iterate(0L, second -> second + 1_000_000_000L).iterator();
        boolean ended = new BatchRun(folder, new Controls(), BatchRunTest::dieOnTheWay, seconds::next).run();

        assertThat(ended).isFalse();
        assertThat(Files.readAllBytes(folder.predictions())).hasSizeLessThan(whole.length);
        assertThat(folder.batchOutcome()).doesNotExist();
        assertThat(run(folder, null).last()).isInstanceOf(Finished.class);
        assertThat(folder.predictions()).hasBinaryContent(whole);
    }

    private static void dieOnTheWay(TrainerEvent event) {
        if (event instanceof TrainerEvent.Metrics) {
            throw new IllegalStateException("as good as killed");
        }
    }

    @Test
    void answersRowsByWhatIsRebuiltOfThem() throws Exception {
        TestJob points = TestJob.on("SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(60) r(i)")
                .numeric("x", "y")
                .definition("{\"kind\":\"rbm\",\"hiddenUnits\":3,\"visible\":\"gaussian\"}");
        JobFolder folder = trained(points);

        assertThat(run(asking(folder, folder, new BatchRequest(null, null)), null)
                        .last())
                .isInstanceOf(Finished.class);

        List<List<String>> lines = lines(folder);
        assertThat(lines.get(0)).containsExactly("x", "y", "predicted_x", "predicted_y");
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            Prediction.Rebuilt rebuilt = (Prediction.Rebuilt) scorer.predict(scorer.read(new TextTable(
                            lines.get(0).subList(0, 2), List.of(lines.get(7).subList(0, 2))))
                    .get(0));
            assertThat(lines.get(7).subList(2, 4))
                    .containsExactly(
                            "" + rebuilt.row().get("x"), "" + rebuilt.row().get("y"));
        }
    }

    @Test
    void answersEachStepInItsRow() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT s AS run, t::DOUBLE AS t, sin(s + t) AS x, CASE WHEN sin(s + t) > 0 THEN 'plus' ELSE 'minus' END AS mark
                        FROM range(12) r(s), range(5) q(t) WHERE t < 2 + s % 4 ORDER BY t, s
                        """)
                .numeric("x")
                .targetClasses("mark", "minus", "plus")
                .sequences(new Examples.Sequences(
                        Sequence.Mode.MANY_TO_MANY, SequenceTrainingTest.RUN, SequenceTrainingTest.T, 5, 5, 0))
                .layers("[{\"type\":\"lstm\",\"units\":3},{\"type\":\"dense\"}]");
        JobFolder folder = trained(job);

        assertThat(run(asking(folder, folder, new BatchRequest(null, 0.4)), null)
                        .last())
                .isInstanceOf(Finished.class);

        List<List<String>> lines = lines(folder);
        List<List<String>> second =
                lines.stream().filter(line -> line.get(0).equals("1")).toList();
        assertThat(second).extracting(line -> line.get(1)).containsExactly("0", "1", "2");
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            TextTable table = new TextTable(
                    List.of("x"),
                    second.stream().map(line -> line.subList(2, 3)).toList());
            Prediction.Steps told =
                    (Prediction.Steps) scorer.predict(scorer.read(table).get(0));
            for (int step = 0; step < 3; step++) {
                float chance = ((Prediction.Category) told.steps().get(step))
                        .probabilities()
                        .get("plus");
                assertThat(second.get(step).subList(4, 7))
                        .startsWith(chance >= 0.4 ? "plus" : "minus")
                        .endsWith(Float.toString(chance));
            }
        }
    }

    /** Of the three rows that end with it, two steps ahead; the first two rows of a series have not enough before them. */
    @Test
    void forecastsBehindEachRowWhatFollowsIt() throws Exception {
        TestJob job = TestJob.on("SELECT i % 2 AS run, i // 2 AS t, sin(i * 0.7) AS x FROM range(20) r(i)")
                .numeric("x")
                .targetValues("x")
                .sequences(new Examples.Sequences(
                        Sequence.Mode.MANY_TO_ONE, SequenceTrainingTest.RUN, SequenceTrainingTest.T, 3, 1, 2))
                .task(Task.FORECASTING)
                .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]");
        JobFolder folder = trained(job);

        Recorded run = run(asking(folder, folder, new BatchRequest(null, null)), null);

        assertThat(run.last()).isInstanceOf(Finished.class);
        List<List<String>> lines = lines(folder);
        assertThat(lines.get(0)).containsExactly("run", "t", "x", "predicted_value_1", "predicted_value_2");
        List<List<String>> second = lines.subList(11, 21);
        assertThat(second).allMatch(line -> line.get(0).equals("1"));
        assertThat(second.get(1).subList(3, 5)).containsExactly("", "");
        assertThat(run.all(TrainerEvent.Warned.class))
                .extracting(TrainerEvent.Warned::message)
                .anyMatch(message -> message.startsWith("4 of 20 rows cannot be answered")
                        && message.contains("example 1: the sequence has 2 steps; the model reads exactly 3"));
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            for (int row = 2; row < 10; row++) {
                Prediction.Steps told = (Prediction.Steps) predicted(scorer, second.subList(row - 2, row + 1));
                assertThat(second.get(row).subList(3, 5))
                        .isEqualTo(told.steps().stream()
                                .map(step -> "" + ((Prediction.Value) step).value())
                                .toList());
            }
        }
    }

    private static Prediction predicted(Scorer scorer, List<List<String>> rows) {
        List<List<String>> cells = rows.stream().map(row -> row.subList(2, 3)).toList();
        return scorer.predict(scorer.read(new TextTable(List.of("x"), cells)).get(0));
    }

    /** Each row of one long series by what came before it, no more of which is read than the model was trained to read. */
    @Test
    void answersEachRowOfASeriesByTheWindowThatEndsWithIt() throws Exception {
        TestJob job = TestJob.on("SELECT 0 AS run, i AS t, sin(i * 0.7) AS x,"
                        + " CASE WHEN sin(i) > 0 THEN 'plus' ELSE 'minus' END AS mark FROM range(20) r(i)")
                .numeric("x")
                .targetClasses("mark", "minus", "plus")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, null, SequenceTrainingTest.T, 4, 4, 0))
                .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]");
        JobFolder folder = trained(job);

        assertThat(run(asking(folder, folder, new BatchRequest(null, null)), null)
                        .last())
                .isInstanceOf(Finished.class);

        List<List<String>> rows = lines(folder).subList(1, 21);
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            for (int row : new int[] {0, 2, 9, 19}) {
                Prediction.Steps told =
                        (Prediction.Steps) predicted(scorer, rows.subList(Math.max(0, row - 3), row + 1));
                Prediction.Category last =
                        (Prediction.Category) told.steps().get(told.steps().size() - 1);
                assertThat(rows.get(row).subList(4, 7))
                        .containsExactly(
                                last.label(),
                                "" + last.probabilities().get("minus"),
                                "" + last.probabilities().get("plus"));
            }
        }
    }

    /** The second sequence has a row more than the model tells steps. */
    @Test
    void answersTheRowsOfASequenceByItsFirstRow() throws Exception {
        TestJob job = TestJob.on("SELECT s AS run, t, s * 0.1 + t AS x, s + t * 0.5 AS y"
                        + " FROM range(12) r(s), range(4) q(t) WHERE t < 3 OR s = 1")
                .numeric("x")
                .targetValues("y")
                .sequences(new Examples.Sequences(
                        Sequence.Mode.ONE_TO_MANY, SequenceTrainingTest.RUN, SequenceTrainingTest.T, 3, 3, 0))
                .layers("[{\"type\":\"repeatVector\"},{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]");
        JobFolder folder = trained(job);

        assertThat(run(asking(folder, folder, new BatchRequest(null, null)), null)
                        .last())
                .isInstanceOf(Finished.class);

        List<List<String>> second = lines(folder).subList(4, 8);
        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            Prediction.Steps told = (Prediction.Steps) predicted(scorer, second.subList(0, 1));
            assertThat(second.subList(0, 3))
                    .extracting(line -> line.get(4))
                    .isEqualTo(told.steps().stream()
                            .map(step -> "" + ((Prediction.Value) step).value())
                            .toList());
            assertThat(second.get(3)).startsWith("1", "3").endsWith("");
        }
    }

    /** The text of each row is a prompt, and each row draws by a seed of its own. */
    @Test
    void writesOnWhatStandsInTheRows() throws Exception {
        JobFolder folder = trained(TestJob.on("SELECT 'anna' AS text FROM range(60) r(i)")
                .textWindows("text", 10, 8, 8)
                .layers("""
                        [{"type":"embedding","inputDim":10,"outputDim":4},{"type":"gru","units":6,"returnSequences":true},
                         {"type":"dense","units":10,"activation":"softmax"}]"""));

        BatchRequest request = BatchRequest.ofWriting(6, 1.0, 7);

        assertThat(run(asking(folder, folder, request), null).last()).isInstanceOf(Finished.class);

        try (Scorer scorer = Scorer.load(folder.askedBundle())) {
            List<String> texts = IntStream.range(0, 60)
                    .mapToObj(row ->
                            scorer.write("anna", 6, 1.0, request.writing().seedOf(row)))
                    .map(answers -> ((Prediction.Text) answers.predictions().get(0)).text())
                    .toList();
            String rows = texts.stream()
                    .map(text -> CsvLine.of(List.of("anna", text)))
                    .collect(Collectors.joining());
            assertThat(Files.readString(folder.predictions())).isEqualTo("text,predicted_text\r\n" + rows);
            assertThat(Set.copyOf(texts))
                    .as("equal texts are written on differently")
                    .hasSizeGreaterThan(10);
        }
    }
}
