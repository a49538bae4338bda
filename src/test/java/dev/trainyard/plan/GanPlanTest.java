package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class GanPlanTest {

    private static final Planning PLANNING = new Planning(new Data()
            .with("points", 500, Data.number("x"), Data.number("y"), Data.classes("label", 200, 200, 100))
            .withPictures("signs", 300, 8, 8, Data.classes("label", 150, 150)));
    private static final String GAN = """
            {"datasetId":"points",%s"definition":{"kind":"gan","latentSize":4,%s
             "generator":{"layers":[{"type":"dense","units":8,"activation":"relu"},{"type":"dense"}]},
             "discriminator":{"layers":[{"type":"dense","units":8,"activation":"relu"},%s]}}}
            """;
    private static final String END = "{\"type\":\"dense\",\"units\":1}";

    @Test
    void bothNetworksAreWorkedOut() {
        ResolvedJob job = PLANNING.valid(GAN.formatted("\"features\":[\"x\",\"y\"],", "", END));

        assertThat(job.task()).isEqualTo(Task.GENERATION);
        assertThat(job.target()).isEmpty();
        assertThat(job.layers())
                .extracting("name")
                .containsExactly(
                        "generator/dense_0", "generator/dense_1", "discriminator/dense_0", "discriminator/dense_1");
        assertThat(job.layers().get(1).outputShape().dimensions()).containsExactly(2);
        assertThat(job.training().metrics()).contains("discriminatorAccuracy");
    }

    @Test
    void classesGoIntoBoth() {
        ResolvedJob job = PLANNING.valid(GAN.formatted("", "\"condition\":\"label\",", END));

        assertThat(job.task()).isEqualTo(Task.GENERATION);
        assertThat(job.target()).extracting("name").containsExactly("label");
        assertThat(job.layers().get(0).inputShape().dimensions()).containsExactly(4 + 3);
        assertThat(job.layers().get(2).inputShape().dimensions()).containsExactly(2 + 3);
    }

    @Test
    void discriminatorEndsInOneUnit() {
        Violation violation = only(GAN.formatted("", "", "{\"type\":\"dense\",\"units\":3}"));

        String pointer = "/definition/discriminator/layers/1/units";
        assertThat(violation.pointer()).isEqualTo(pointer);
        assertThat(violation.message()).contains("one unit");
        assertThat(violation.suggestion()).isEqualTo(Suggestion.replace(pointer, 1));
        assertThat(only(GAN.formatted("", "", "{\"type\":\"dense\",\"units\":2}"))
                        .pointer())
                .isEqualTo(pointer);
        assertThat(only(GAN.formatted("", "", "{\"type\":\"dense\",\"units\":1,\"activation\":\"linear\"}"))
                        .pointer())
                .isEqualTo("/definition/discriminator/layers/1/activation");
    }

    private static final String PICTURES = """
            {"datasetId":"signs","definition":{"kind":"gan","latentSize":4,"generator":{"layers":[%s]},"discriminator":{"layers":[%s]}}}
            """;

    @Test
    void discriminatorOfPicturesEndsInOneUnit() {
        String generator =
                "{\"type\":\"dense\",\"units\":64},{\"type\":\"reshape\",\"targetShape\":[8,8,1]},{\"type\":\"activation\"}";
        Violation violation =
                only(PICTURES.formatted(generator, "{\"type\":\"conv2d\",\"filters\":1,\"kernelSize\":3}"));

        assertThat(violation.pointer()).isEqualTo("/definition/discriminator/layers");
        assertThat(violation.message()).contains("one unit");
        assertThat(Json.mapper().writeValueAsString(violation.suggestion()))
                .contains("\"type\":\"conv2d\"", "{\"type\":\"flatten\"}", "\"type\":\"dense\"");
    }

    @Test
    void generatorOfPicturesEndsInTheirShape() {
        String judge = "{\"type\":\"flatten\"},{\"type\":\"dense\",\"units\":1}";
        String drawn = "{\"type\":\"dense\",\"units\":64},{\"type\":\"reshape\",\"targetShape\":[8,8,1]}";
        Violation open = only(PICTURES.formatted(drawn, judge));
        Violation wide = only(PICTURES.formatted(
                drawn + ",{\"type\":\"conv2d\",\"filters\":3,\"kernelSize\":3,\"padding\":\"same\"}", judge));
        Violation flat = only(PICTURES.formatted("{\"type\":\"dense\",\"units\":64}", judge));

        assertThat(open.suggestion())
                .isEqualTo(Suggestion.add(
                        "/definition/generator/layers/-", Map.of("type", "activation", "activation", "auto")));
        assertThat(wide.suggestion()).isEqualTo(Suggestion.replace("/definition/generator/layers/2/filters", 1));
        assertThat(flat.pointer()).isEqualTo("/definition/generator/layers/0");
        assertThat(flat.message()).contains("[64]", "[8, 8, 1]", "reshape");
    }

    @Test
    void tellsNoNumbersForClasses() {
        Violation violation =
                only(GAN.formatted("\"features\":[\"x\"],\"target\":[\"y\"],", "\"condition\":\"label\",", END));

        assertThat(violation.pointer()).isEqualTo("/definition/condition");
        assertThat(violation.code()).isEqualTo("no_classes");
        assertThat(violation.suggestion()).isEqualTo(Suggestion.remove("/definition/condition"));
    }

    @Test
    void generatorMakesWholeExamples() {
        Violation violation =
                only(GAN.formatted("", "", END).replace("{\"type\":\"dense\"}", "{\"type\":\"dense\",\"units\":5}"));

        assertThat(violation.pointer()).isEqualTo("/definition/generator/layers/1/units");
        assertThat(violation.suggestion().value()).isEqualTo(2);
    }

    @Test
    void refusesWhatCannotBeWatchedOrIsNotBuilt() {
        String training = "\"training\":{\"earlyStopping\":{\"monitor\":\"train/loss\"}},";
        assertThat(only(GAN.formatted(training, "", END)).pointer()).isEqualTo("/training/earlyStopping");
        assertThat(only(GAN.formatted("\"task\":\"regression\",", "", END)).pointer())
                .isEqualTo("/task");
        assertThat(only(GAN.formatted("", "\"condition\":\"lable\",", END)).pointer())
                .isEqualTo("/definition/condition");
        assertThat(only(GAN.formatted("", "\"condition\":{\"type\":\"mask\",\"size\":8},", END)
                                .replace("\"latentSize\":4,", "")
                                .replace("\"label\"", "null"))
                        .message())
                .isEqualTo("mask is done to pictures, and an example has shape [2]");
    }

    private static Violation only(String body) {
        Plan plan = PLANNING.plan(body);
        assertThat(plan.violations()).as(body).hasSize(1);
        return plan.violations().get(0);
    }
}
