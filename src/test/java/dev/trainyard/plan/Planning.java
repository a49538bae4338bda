package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.json.Json;
import dev.trainyard.problem.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.util.unit.DataSize;

/** Plans jobs as they are written in requests. */
record Planning(Data data, Function<InitFrom, StartingPoint> starts) {

    Planning(Data data) {
        this(data, from -> {
            throw new AssertionError("there is nothing to start from");
        });
    }

    /** The textbook network, as a field of a job. */
    static final String NET = """
            "definition":{"kind":"sequential","layers":[
              {"type":"dense","units":2,"activation":"sigmoid"},{"type":"dense"}]}""";

    Plan plan(String body) {
        JobSpec spec = JsonBody.read(body.getBytes(StandardCharsets.UTF_8), JobSpec.class);
        return new JobPlanner(
                        data,
                        Planning::definition,
                        new PlanSettings(DataSize.ofGigabytes(2)),
                        priority -> new Plan.QueueOutlook(1, null),
                        starts,
                        "whk_known"::equals)
                .plan(spec);
    }

    ResolvedJob valid(String body) {
        Plan plan = plan(body);
        assertThat(plan.violations()).isEmpty();
        return Objects.requireNonNull(plan.resolved());
    }

    private static ModelDefinition definition(String id) {
        String layers = id.equals("def_fits") ? "{\"type\":\"dense\"}" : "{\"type\":\"dense\",\"units\":3}";
        return Json.mapper()
                .readValue("{\"kind\":\"sequential\",\"layers\":[%s]}".formatted(layers), ModelDefinition.class);
    }
}
