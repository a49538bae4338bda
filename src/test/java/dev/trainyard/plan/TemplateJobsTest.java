package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.Column;
import dev.trainyard.definition.Template;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
import dev.trainyard.problem.JsonBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TemplateJobsTest {

    private static final long[] DIGITS = {100, 100, 100, 100, 100, 100, 100, 100, 100, 100};

    private final Data data = new Data()
            .with("circle", 1000, Data.number("x"), Data.number("y"), Data.classes("label", 500, 500))
            .withPictures("digits", 1000, 28, 28, Data.text("path"), Data.classes("label", DIGITS))
            .with("spiral", 1000, Data.number("x"), Data.number("y"), Data.classes("label", 500, 500))
            .with("sentiment", 4000, Data.text("text"), Data.classes("label", 2000, 2000))
            .with("notes", 2000, Data.text("text"), Data.classes("label", 500, 500, 500, 500))
            .withPictures("words", 1000, 20, 64, Data.text("text"))
            .withClips("moving-shapes", 6_000, 20, 20, 500, 12, Data.classes("label", 1200, 1200, 1200, 1200, 1200))
            .withColours("captioned-shapes", 1000, 32, 32, Data.text("caption"))
            .with(
                    "adding-problem",
                    100_000,
                    Data.ids("sequence", 2_000),
                    Data.number("t"),
                    Data.number("value"),
                    Data.number("marker"),
                    Data.number("target"))
            .with(
                    "echo",
                    20_000,
                    Data.ids("sequence", 400),
                    Data.number("t"),
                    Data.classes("input", 10_000, 10_000),
                    Data.classes("target", 10_000, 10_000))
            .with("sine", 2_000, Data.number("t"), Data.number("value"))
            .with(
                    "waves",
                    20_000,
                    Data.ids("sequence", 1_000),
                    Data.number("t"),
                    Data.number("frequency"),
                    Data.number("amplitude"),
                    Data.number("phase"),
                    Data.number("value"))
            .with(
                    "strokes",
                    10_000,
                    Data.ids("drawing", 600),
                    Data.number("t"),
                    Data.classes("letter", 1250, 1250, 1250, 1250, 1250, 1250, 1250, 1250),
                    Data.number("dx"),
                    Data.number("dy"),
                    Data.classes("pen", 7_700, 1_500, 800))
            .with("names", 2000, Data.text("text"))
            .with("reversal", 5000, Data.text("source"), Data.text("target"))
            .with("multi-gaussian", 1000, Data.number("x"), Data.number("y"), Data.number("label"))
            .with("gaussians", 1000, Data.number("x"), Data.number("y"), Data.classes("label", 500, 500))
            .with("bars-and-stripes", 1000, bits());

    private static Column[] bits() {
        return IntStream.range(0, 16)
                .mapToObj(i -> Data.classes("r%dc%d".formatted(i / 4, i % 4), 500, 500))
                .toArray(Column[]::new);
    }

    @Test
    void everyTemplateIsAJobButForItsData() {
        for (Template template : new Templates().all()) {
            Map<String, Object> body = new LinkedHashMap<>(template.job());
            body.put("datasetId", template.sample());
            JobSpec spec = JsonBody.read(Json.mapper().writeValueAsBytes(body), JobSpec.class);

            Plan plan = new JobPlanner(
                            data,
                            id -> {
                                throw new AssertionError("templates hold their definition");
                            },
                            new PlanSettings(DataSize.ofGigabytes(2)),
                            priority -> null,
                            from -> {
                                throw new AssertionError("templates start from drawn parameters");
                            },
                            id -> false)
                    .plan(spec);

            assertThat(plan.violations()).as(template.name()).isEmpty();
            assertThat(plan.warnings()).as(template.name()).isEmpty();
        }
    }
}
