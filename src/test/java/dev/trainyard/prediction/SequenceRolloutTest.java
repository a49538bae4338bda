package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.problem.Problem;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequences that go on by what a network forecasts of them: trained for real, through the golden gate, and asked. */
class SequenceRolloutTest {

    private static final ColumnSchema T = new ColumnSchema("t", ColumnType.NUMERIC, List.of());

    @TempDir
    private Path scratch;

    private Servable trained(TestJob job) throws Exception {
        JobFolder folder = job.in(scratch);
        Recorded run = new Recorded().run(folder);
        assertThat(run.last()).as("%s", run.last()).isInstanceOf(TrainerEvent.Finished.class);
        GoldenGate.Verdict verdict = new OnnxGoldenGate().check(folder.bundle());
        assertThat(verdict.reason()).isEmpty();
        return Servable.open(folder.bundle());
    }

    private static List<Map<String, @Nullable Object>> roll(
            Servable servable, List<?> prompt, int length, @Nullable Double temperature, long seed) {
        return servable.rollout()
                .orElseThrow()
                .roll(Continuation.of(prompt, null, length, temperature, seed), seed)
                .steps();
    }

    /** A pen that goes round: two numbers, forecast one step at a time by a network without a bend. */
    @Test
    void drawsACircleOn() throws Exception {
        TestJob job = TestJob.on(
                        "SELECT t::DOUBLE AS t, 3 + cos(t * 0.3) AS x, 2 * sin(t * 0.3) AS y FROM range(400) r(t)")
                .numeric("x", "y")
                .targetValues("x", "y")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, null, T, 4, 1, 1))
                .split("{\"by\":\"time\",\"validation\":0.1,\"test\":0.1}")
                .layers("[{\"type\":\"simpleRnn\",\"units\":8,\"activation\":\"linear\"},{\"type\":\"dense\"}]")
                .training("{\"epochs\":40,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.01}}");

        try (Servable servable = trained(job.task(Task.FORECASTING))) {
            List<Map<String, Object>> prompt = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                prompt.add(Map.of("x", 3 + Math.cos(t * 0.3), "y", 2 * Math.sin(t * 0.3)));
            }

            List<Map<String, @Nullable Object>> plain = roll(servable, prompt, 30, null, 1);

            assertThat(plain).hasSize(30);
            for (int i = 0; i < 30; i++) {
                assertThat((double) plain.get(i).get("x")).isCloseTo(3 + Math.cos((6 + i) * 0.3), within(0.3));
                assertThat((double) plain.get(i).get("y")).isCloseTo(2 * Math.sin((6 + i) * 0.3), within(0.6));
            }
            assertThat(roll(servable, prompt, 30, 1.0, 7))
                    .isEqualTo(roll(servable, prompt, 30, 1.0, 7))
                    .isNotEqualTo(roll(servable, prompt, 30, 1.0, 8))
                    .isNotEqualTo(plain);
            assertThatThrownBy(() -> roll(servable, Arrays.asList(null, null, null, null), 5, null, 1))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("step 0 is null");
            assertThatThrownBy(() -> roll(servable, prompt.subList(0, 3), 5, null, 1))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("prompt has 3 rows; the model goes on after the last 4");
            List<Map<String, Object>> wrong = new ArrayList<>(prompt);
            wrong.set(4, Map.of("x", 1.0, "y", "up"));
            assertThatThrownBy(() -> roll(servable, wrong, 5, null, 1))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.violations().get(0).pointer())
                                    .isEqualTo("/prompt/4/y"));
        }
    }

    /** Steps that were told with the states carried, and those that the whole network told of the last ones each time. */
    private static void checkSame(
            List<Map<String, @Nullable Object>> carried, List<Map<String, @Nullable Object>> whole) {
        assertThat(carried).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            assertThat(carried.get(i).get("pen")).isEqualTo(whole.get(i).get("pen"));
            assertThat((double) carried.get(i).get("dy"))
                    .isCloseTo((double) whole.get(i).get("dy"), within(1e-5));
        }
    }

    @Test
    void drawsClassesByTheirProbabilities() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT t::DOUBLE AS t, CASE t % 3 WHEN 0 THEN 'do' WHEN 1 THEN 're' ELSE 'mi' END AS note
                        FROM range(200) r(t)""")
                .categorical("note", "do", "re", "mi")
                .targetClasses("note", "do", "re", "mi")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, null, T, 2, 1, 1))
                .split("{\"by\":\"time\",\"validation\":0.1,\"test\":0.1}")
                .layers("[{\"type\":\"gru\",\"units\":6},{\"type\":\"dense\"}]")
                .training("{\"epochs\":20,\"batchSize\":16,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.03}}");

        try (Servable servable = trained(job.task(Task.FORECASTING))) {
            List<Map<String, Object>> prompt = List.of(Map.of("note", "do"), Map.of("note", "re"));

            assertThat(roll(servable, prompt, 5, 0.0, 1))
                    .extracting(step -> step.get("note"))
                    .containsExactly("mi", "do", "re", "mi", "do");
            assertThat(roll(servable, prompt, 40, 10.0, 1)).isNotEqualTo(roll(servable, prompt, 40, 10.0, 2));
        }
    }

    /** Two hands that are told apart by a column that is read and not told: one goes up by ones, the other down by twos. */
    @Test
    void drawsAWholeFigureFromItsFirstStep() throws Exception {
        TestJob job = TestJob.on("""
                        SELECT i::DOUBLE AS drawing, t::DOUBLE AS t, CASE i % 2 WHEN 0 THEN 'up' ELSE 'down' END AS hand,
                               CASE WHEN t = 0 THEN 0 WHEN i % 2 = 0 THEN 1 ELSE -2 END::DOUBLE AS dy,
                               CASE WHEN t < 3 + i % 2 THEN 'on' ELSE 'end' END AS pen
                        FROM range(60) d(i), range(5) r(t) WHERE t < 4 + i % 2""")
                .categorical("hand", "down", "up")
                .numeric("dy")
                .categorical("pen", "end", "on")
                .targetValues("dy")
                .targetClasses("pen", "end", "on")
                .sequences(new Examples.Sequences(
                        Sequence.Mode.MANY_TO_MANY,
                        new ColumnSchema("drawing", ColumnType.NUMERIC, List.of()),
                        T,
                        4,
                        4,
                        0,
                        true))
                .definition("""
                        {"kind":"graph","outputs":["dy","pen"],"nodes":[
                         {"type":"gru","name":"hand","units":12,"inputs":["input"]},
                         {"type":"dense","name":"dy","inputs":["hand"]},{"type":"dense","name":"pen","inputs":["hand"]}]}""")
                .training("{\"epochs\":60,\"batchSize\":8,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.02}}");

        try (Servable servable = trained(job.task(Task.GENERATION));
                OnnxNetwork network = Steps.network(new BundleFolder(scratch.resolve("bundle")))) {
            Steps.checkCarried(servable, new BundleFolder(scratch.resolve("bundle")));
            SequenceRollout whole =
                    SequenceRollout.of(servable.manifest(), network, null).orElseThrow();
            for (String hand : List.of("up", "down")) {
                List<Map<String, Object>> start = List.of(Map.of("hand", hand, "dy", 0, "pen", "on"));
                SequenceRollout.Rolled rolled = servable.rollout()
                        .orElseThrow()
                        .roll(Continuation.of(start, null, 50, 0.0, 1L, Map.of("pen", "end")), 1);

                assertThat(rolled.steps()).hasSize(hand.equals("up") ? 3 : 4).allSatisfy(step -> {
                    assertThat(step).containsEntry("hand", hand);
                    assertThat((double) step.get("dy")).isCloseTo(hand.equals("up") ? 1 : -2, within(0.2));
                });
                assertThat(rolled.warnings()).extracting(Warning::code).containsExactly("held_columns");
                checkSame(
                        roll(servable, start, 9, 0.0, 1),
                        whole.roll(Continuation.of(start, null, 9, 0.0, 1L), 1).steps());
            }
            assertThatThrownBy(() -> servable.rollout()
                            .orElseThrow()
                            .roll(
                                    Continuation.of(
                                            List.of(Map.of("hand", "up", "dy", 0, "pen", "on")),
                                            null,
                                            5,
                                            0.0,
                                            1L,
                                            Map.of("pen", "off")),
                                    1))
                    .isInstanceOfSatisfying(
                            Problem.class,
                            problem -> assertThat(problem.violations().get(0).pointer())
                                    .isEqualTo("/until/pen"));
        }
    }

    @Test
    void saysWhatItWouldHaveToKnowToGoOn() throws Exception {
        TestJob job = TestJob.on("SELECT t::DOUBLE AS t, sin(t) AS x, cos(t) AS wind FROM range(60) r(t)")
                .numeric("x", "wind")
                .targetValues("x")
                .sequences(new Examples.Sequences(Sequence.Mode.MANY_TO_ONE, null, T, 2, 1, 1))
                .layers("[{\"type\":\"gru\",\"units\":2},{\"type\":\"dense\"}]")
                .training("{\"epochs\":1}");

        try (Servable servable = trained(job.task(Task.FORECASTING))) {
            assertThatThrownBy(() ->
                            roll(servable, List.of(Map.of("x", 1, "wind", 1), Map.of("x", 1, "wind", 2)), 5, null, 1))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("reads wind, which it does not forecast, and which is not the same");
        }
    }
}
