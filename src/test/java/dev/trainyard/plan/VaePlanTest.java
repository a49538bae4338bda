package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class VaePlanTest {

    private static final Planning PLANNING = new Planning(
            new Data().with("points", 500, Data.number("a"), Data.number("b"), Data.classes("label", 250, 250)));
    private static final String VAE = """
            {"datasetId":"points",%s"definition":{"kind":"vae","latentSize":3,
             "encoder":{"layers":[{"type":"dense","units":8,"activation":"relu"}]},
             "decoder":{"layers":[{"type":"dense","units":8,"activation":"relu"},%s]}}}
            """;
    private static final String END = "{\"type\":\"dense\"}";

    @Test
    void meansAndVariancesComeBehindTheEncoder() {
        ResolvedJob job = PLANNING.valid(VAE.formatted("", END));

        assertThat(job.task()).isEqualTo(Task.REPRESENTATION);
        assertThat(job.target()).isEmpty();
        assertThat(job.layers())
                .extracting("name")
                .containsExactly("encoder/dense_0", "encoder/latent", "decoder/dense_0", "decoder/dense_1");
        assertThat(job.layers().get(1).outputShape().dimensions()).containsExactly(6);
        assertThat(job.layers().get(3).outputShape().dimensions()).containsExactly(2);
        assertThat(job.training().loss()).isEqualTo(Loss.MSE);
        assertThat(job.training().metrics()).containsExactly("reconstructionLoss", "kl", "mse");
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThat(only(VAE.formatted("", "{\"type\":\"dense\",\"units\":5}")).suggestion())
                .isEqualTo(Suggestion.replace("/definition/decoder/layers/1/units", 2));
        assertThat(only(VAE.formatted("\"task\":\"classification\",", END)).pointer())
                .isEqualTo("/task");
        assertThat(only(VAE.formatted("\"target\":[\"label\"],", END)).pointer())
                .isEqualTo("/target");
        assertThat(only(VAE.formatted("\"training\":{\"metrics\":[\"accuracy\"]},", END))
                        .pointer())
                .isEqualTo("/training/metrics/0");
        assertThat(PLANNING.plan(VAE.formatted("\"training\":{\"loss\":\"binaryCrossentropy\"},", END))
                        .violations())
                .extracting(Violation::pointer)
                .contains("/definition/decoder/layers/1/activation");
    }

    private static Violation only(String body) {
        Plan plan = PLANNING.plan(body);
        assertThat(plan.violations()).as(body).hasSize(1);
        return plan.violations().get(0);
    }
}
