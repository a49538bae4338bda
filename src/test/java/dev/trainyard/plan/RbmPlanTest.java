package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class RbmPlanTest {

    private static final Planning PLANNING = new Planning(new Data()
            .with("bits", 200, Data.classes("a", 100, 100), Data.classes("b", 150, 50), Data.classes("label", 90, 110))
            .with("notes", 300, Data.text("text"), Data.classes("label", 150, 150))
            .with("numbers", 200, Data.number("x"), Data.number("y2"), Data.classes("label", 90, 110)));

    @Test
    void learnsWithoutATargetWhatRowsAreLike() {
        ResolvedJob job = PLANNING.valid("""
                {"datasetId":"bits","definition":{"kind":"rbm","hiddenUnits":[8,4]},"training":{"epochs":10}}""");

        assertThat(job.task()).isEqualTo(Task.REPRESENTATION);
        assertThat(job.target()).isEmpty();
        assertThat(job.features()).extracting("name").containsExactly("a", "b");
        assertThat(job.input().dimensions()).containsExactly(2);
        assertThat(job.preprocessing().categorical()).isEqualTo(Preprocessing.Categorical.BINARY);
        assertThat(job.preprocessing().numeric()).isEqualTo(Preprocessing.Numeric.NONE);
        assertThat(job.resources().engine()).isEqualTo(Resources.Engine.FUSED);
        assertThat(job.training().metrics()).contains("pseudoLikelihood");
        assertThat(job.layers()).extracting("name").containsExactly("rbm_0", "rbm_1");
        assertThat(job.layers()).extracting("parameters").containsExactly(2 * 8 + 8 + 2L, 8 * 4 + 4 + 8L);
    }

    @Test
    void refusesValuesOutsideZeroAndOne() {
        Violation violation = only("""
                {"datasetId":"numbers","definition":{"kind":"rbm","hiddenUnits":8}}""");

        assertThat(violation.pointer()).isEqualTo("/preprocessing/numeric");
        assertThat(violation.code()).isEqualTo("outside_unit_interval");
        assertThat(violation.message()).contains("'x' (0.0 to 10.0)", "gaussian");
        assertThat(violation.suggestion()).isEqualTo(Suggestion.add("/preprocessing", Map.of("numeric", "min-max")));
    }

    @Test
    void takesThemScaledOrByNormalUnits() {
        PLANNING.valid("""
                {"datasetId":"numbers","definition":{"kind":"rbm","hiddenUnits":8},"preprocessing":{"numeric":"min-max"}}""");
        ResolvedJob job = PLANNING.valid("""
                {"datasetId":"numbers","definition":{"kind":"rbm","hiddenUnits":8,"visible":"gaussian"}}""");

        assertThat(job.preprocessing().numeric()).isEqualTo(Preprocessing.Numeric.STANDARDIZE);
    }

    @Test
    void recommendsOnlyItems() {
        Violation violation = only("""
                {"datasetId":"numbers","definition":{"kind":"rbm","hiddenUnits":8,"visible":"gaussian"},"task":"recommendation"}""");

        assertThat(violation.code()).isEqualTo("no_items");
        assertThat(violation.message()).contains("'x'");
        assertThat(violation.suggestion()).isEqualTo(Suggestion.replace("/task", "representation"));
        PLANNING.valid("""
                {"datasetId":"bits","definition":{"kind":"rbm","hiddenUnits":8},"task":"recommendation"}""");
    }

    @Test
    void refusesALossATargetAndAnEngineThatDoNotApply() {
        assertThat(only("""
                {"datasetId":"bits","definition":{"kind":"rbm","hiddenUnits":8},"training":{"loss":"mse"}}""").pointer()).isEqualTo("/training/loss");
        assertThat(only("""
                {"datasetId":"bits","definition":{"kind":"rbm","hiddenUnits":8},"task":"representation","target":["a"]}""").pointer()).isEqualTo("/target");
        assertThat(only("""
                {"datasetId":"bits","definition":{"kind":"rbm","hiddenUnits":8},"resources":{"engine":"dl4j"}}""").pointer()).isEqualTo("/resources/engine");
        assertThat(only("""
                {"datasetId":"bits","definition":{"kind":"rbm","hiddenUnits":[8,4]},"training":{"epochs":1}}""").pointer()).isEqualTo("/training/epochs");
    }

    @Test
    void readsTextsAsBagsOfWords() {
        ResolvedJob job = PLANNING.valid("""
                {"datasetId":"notes","definition":{"kind":"rbm","hiddenUnits":8},"text":{"vocabulary":104}}""");

        assertThat(job.task()).isEqualTo(Task.REPRESENTATION);
        assertThat(job.examples()).isEqualTo(new Examples.Bags(new TextForm(TextSpec.Level.WORD, true, 104, 1)));
        assertThat(job.features()).extracting("name").containsExactly("text");
        assertThat(job.input().dimensions()).containsExactly(100);
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
    }

    @Test
    void refusesWhatIsNoBagOfWords() {
        assertThat(only("""
                {"datasetId":"notes","definition":{"kind":"rbm","hiddenUnits":8},"text":{"length":10}}""").pointer()).isEqualTo("/text/length");
        assertThat(only("""
                {"datasetId":"notes","definition":{"kind":"rbm","hiddenUnits":8},"text":{"level":"character"}}""").pointer()).isEqualTo("/text/level");
        assertThat(only("""
                {"datasetId":"notes","definition":{"kind":"rbm","hiddenUnits":8,"visible":"gaussian"}}""").pointer()).isEqualTo("/definition/visible");
        assertThat(only("""
                {"datasetId":"notes","definition":{"kind":"rbm","hiddenUnits":8},"task":"recommendation"}""").pointer()).isEqualTo("/task");
        assertThat(only("""
                {"datasetId":"notes","definition":{"kind":"rbm","hiddenUnits":8},"text":{"vocabulary":50000}}""").code()).isEqualTo("too_many_inputs");
    }

    private static Violation only(String body) {
        Plan plan = PLANNING.plan(body);
        assertThat(plan.violations()).hasSize(1);
        return plan.violations().get(0);
    }
}
