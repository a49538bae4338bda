package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.definition.Gan;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GANs that make pictures whole of what is left of them. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class RestoringPlanTest {

    private static final Planning PLANNING = new Planning(new Data()
            .withPictures("digits", 500, 28, 20, Data.text("path"), Data.classes("label", 250, 250))
            .withPictures("odd", 500, 29, 31, Data.text("path"))
            .with("points", 500, Data.number("x"), Data.number("y")));
    private static final String LARGER =
            "{\"type\":\"upSampling2d\",\"size\":2},{\"type\":\"conv2d\",\"filters\":1,\"kernelSize\":3,\"padding\":\"same\"}";
    private static final String SAME = "{\"type\":\"conv2d\",\"filters\":1,\"kernelSize\":3,\"padding\":\"same\"}";

    private static String gan(String dataset, String condition, String generator) {
        return """
                {"datasetId":"%s","definition":{"kind":"gan",%s"generator":{"layers":[%s]},
                 "discriminator":{"layers":[{"type":"conv2d","filters":2,"kernelSize":3},{"type":"flatten"},{"type":"dense","units":1}]}}}
                """.formatted(dataset, condition, generator);
    }

    private static String condition(String type) {
        return "\"condition\":{%s},".formatted(type);
    }

    @Test
    void generatorReadsWhatIsLeftAndDiscriminatorBoth() {
        ResolvedJob job = PLANNING.valid(gan("digits", condition("\"type\":\"downscale\",\"factor\":2"), LARGER));

        assertThat(job.task()).isEqualTo(Task.GENERATION);
        assertThat(job.layers().get(0).inputShape()).isEqualTo(Shape.of(14, 10, 1));
        assertThat(job.layers().get(1).outputShape()).isEqualTo(Shape.of(28, 20, 1));
        assertThat(job.layers().get(2).inputShape()).isEqualTo(Shape.of(28, 20, 2));
        assertThat(job.training().metrics()).contains("psnr", "ssim", "plainPsnr", "plainSsim");
        Gan gan = (Gan) job.definition();
        assertThat(gan.l1Weight()).isEqualTo(100);
        assertThat(gan.latentSize()).isNull();
        String json = Json.mapper().writeValueAsString(gan);
        assertThat(Json.mapper().readValue(json, ModelDefinition.class)).isEqualTo(gan);
        assertThat(json).contains("\"condition\":{\"type\":\"downscale\",\"factor\":2}");
    }

    @Test
    void generatorThatMakesPicturesOfAnotherSizeIsRefused() {
        Violation refused = only(gan("digits", condition("\"type\":\"downscale\",\"factor\":2"), SAME));

        assertThat(refused.pointer()).startsWith("/definition/generator/layers");
        assertThat(refused.message()).contains("[14, 10, 1]", "[28, 20, 1]");
    }

    @Test
    void factorDividesThePicture() {
        Violation refused = only(gan("digits", condition("\"type\":\"downscale\",\"factor\":3"), LARGER));

        assertThat(refused.pointer()).isEqualTo("/definition/condition/factor");
        assertThat(refused.message())
                .isEqualTo("factor is 3, and pictures of 28 x 20 pixels can be made smaller by [2, 4]");
        assertThat(refused.suggestion()).isEqualTo(Suggestion.replace("/definition/condition/factor", 2));
        assertThat(only(gan("digits", condition("\"type\":\"downscale\""), LARGER))
                        .code())
                .isEqualTo("missing_field");
        assertThat(only(gan("odd", condition("\"type\":\"downscale\",\"factor\":2"), LARGER))
                        .message())
                .contains("no factor divides 29 and 31");
    }

    @Test
    void holeIsSmallerThanThePicture() {
        Violation refused = only(gan("digits", condition("\"type\":\"mask\",\"size\":20"), SAME));

        assertThat(refused.pointer()).isEqualTo("/definition/condition/size");
        assertThat(refused.message()).isEqualTo("size is 20; in pictures of 28 x 20 pixels it is from 1 to 19");
        assertThat(PLANNING.valid(gan("digits", condition("\"type\":\"mask\",\"size\":8"), SAME))
                        .layers()
                        .get(1)
                        .inputShape())
                .isEqualTo(Shape.of(28, 20, 2));
    }

    @Test
    void greyPicturesHaveNoColoursToLearn() {
        assertThat(only(gan("digits", condition("\"type\":\"grayscale\""), SAME))
                        .code())
                .isEqualTo("no_colours");
    }

    @Test
    void fieldsOfOtherConditionsAreNotIgnored() {
        assertThat(only(gan("digits", condition("\"type\":\"mask\",\"size\":8,\"factor\":2"), SAME))
                        .pointer())
                .isEqualTo("/definition/condition/factor");
        assertThat(only(gan("digits", "\"latentSize\":8," + condition("\"type\":\"mask\",\"size\":8"), SAME))
                        .suggestion())
                .isEqualTo(Suggestion.remove("/definition/latentSize"));
        assertThat(only(gan("digits", "\"l1Weight\":8,", "{\"type\":\"dense\",\"units\":560}"))
                        .pointer())
                .isEqualTo("/definition/l1Weight");
        assertThatThrownBy(() -> PLANNING.plan(gan("digits", condition("\"type\":\"mask\",\"sise\":8"), SAME)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("size");
    }

    @Test
    void unknownConditionIsSuggestedItsNearest() {
        Violation refused = only(gan("digits", condition("\"type\":\"downscal\",\"factor\":2"), LARGER));

        assertThat(refused.pointer()).isEqualTo("/definition/condition");
        assertThat(refused.suggestion().value()).isEqualTo(Map.of("type", "downscale", "factor", 2));
    }

    private static Violation only(String body) {
        Plan plan = PLANNING.plan(body);
        assertThat(plan.violations()).as(body).hasSize(1);
        return plan.violations().get(0);
    }
}
