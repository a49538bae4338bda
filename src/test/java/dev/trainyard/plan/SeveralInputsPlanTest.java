package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.definition.Graph;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralInputsPlanTest {

    private static final String JOB = """
            {"datasetId":"houses","target":["price"],
             "definition":{"kind":"graph","outputs":["end"],
              "inputs":[{"name":"numbers","features":[%s]},{"name":"sort","features":["kind"]}],
              "nodes":[{"type":"dense","name":"one","units":4,"inputs":["%s"]},
               {"type":"concatenate","name":"both","inputs":["one","sort"]},
               {"type":"dense","name":"end","inputs":["both"]}]}%s}
            """;

    private final Planning planning = new Planning(new Data()
            .with(
                    "houses",
                    400,
                    Data.classes("kind", 100, 150, 150),
                    Data.number("x"),
                    Data.number("y"),
                    Data.number("price")));

    @Test
    void ordersTheFeaturesAsTheInputsDo() {
        ResolvedJob job = planning.valid(JOB.formatted("\"y\",\"x\"", "numbers", ""));

        assertThat(job.features()).extracting("name").containsExactly("y", "x", "kind");
        assertThat(((Graph) job.definition()).inputs())
                .extracting(Graph.Input::width)
                .containsExactly(2, 3);
        assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(job), ResolvedJob.class))
                .isEqualTo(job);
    }

    @Test
    void readsDerivedFeaturesBehindAllColumns() {
        String derived = ",\"preprocessing\":{\"derived\":[\"x^2\",\"x*y\"]}";
        String job = JOB.formatted("\"x\",\"y\"", "numbers", derived);

        ResolvedJob behind = planning.valid(job.replace("[\"kind\"]", "[\"kind\",\"x^2\",\"x*y\"]"));
        Plan before = planning.plan(job.replace("[\"x\",\"y\"]", "[\"x\",\"y\",\"x^2\",\"x*y\"]"));
        Plan unread = planning.plan(job);

        assertThat(((Graph) behind.definition()).inputs())
                .extracting(Graph.Input::width)
                .containsExactly(2, 5);
        assertThat(behind.features()).extracting("name").containsExactly("x", "y", "kind");
        assertThat(before.violations()).extracting(Violation::code).containsExactly("inputs_mismatch");
        assertThat(unread.violations().get(0).message())
                .contains("share out x, y, kind, and their last names have to be x^2, x*y");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "x","z"     | numbers | ``                          | /definition/inputs/0/features/1 | unknown_column
            "x","kind"  | numbers | ``                          | /definition/inputs/1/features/0 | duplicate_column
            "x","price" | numbers | ``                          | /definition/inputs/0/features/1 | target_among_features
            "x"         | numbers | ,"features":["x","y"]       | /features                       | inputs_mismatch
            "x"         | sort    | ``                          | /definition/inputs/0            | unread_input
            "x"         | input   | ``                          | /definition/nodes/0/inputs/0    | unknown_input
            """)
    void saysWhatDoesNotFit(String features, String read, String more, String pointer, String code) {
        Plan plan = planning.plan(JOB.formatted(features, read, more));

        assertThat(plan.violations()).extracting(Violation::pointer).contains(pointer);
        assertThat(plan.violations()).extracting(Violation::code).contains(code);
    }

    @Test
    void saysWhereTheWidthOfAnInputIsAnother() {
        Plan plan = planning.plan(JOB.formatted("\"x\"", "numbers", "").replace("[\"x\"]", "[\"x\"],\"width\":5"));

        assertThat(plan.violations()).extracting(Violation::pointer).containsExactly("/definition/inputs/0/width");
        assertThat(plan.violations().get(0).suggestion()).isEqualTo(Suggestion.remove("/definition/inputs/0/width"));
    }

    @Test
    void saysWhereAnInputNamesNoFeatures() {
        Plan plan = planning.plan(JOB.formatted("", "numbers", ""));

        assertThat(plan.violations()).extracting(Violation::pointer).contains("/definition/inputs/0/features");
    }

    @Test
    void sharesColumnsOutOnly() {
        Planning pictures =
                new Planning(new Data().withPictures("houses", 100, 8, 8, Data.text("kind"), Data.number("price")));

        assertThatThrownBy(() -> pictures.plan(JOB.formatted("\"x\"", "numbers", "")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("/definition/inputs");
    }

    private static final String KERAS = """
            {"datasetId":"houses","target":["price"],%s"definition":{"kind":"keras","config":{"class_name":"Functional","config":{"name":"m","layers":[
             {"class_name":"InputLayer","config":{"name":"numbers","batch_input_shape":[null,2]},"name":"numbers","inbound_nodes":[]},
             {"class_name":"InputLayer","config":{"name":"sort","batch_shape":[null,%s]},"name":"sort","inbound_nodes":[]},
             {"class_name":"Dense","config":{"name":"one","units":4,"activation":"relu"},"name":"one","inbound_nodes":[[["numbers",0,0,{}]]]},
             {"class_name":"Concatenate","config":{"name":"both","axis":-1},"name":"both","inbound_nodes":[[["one",0,0,{}],["sort",0,0,{}]]]},
             {"class_name":"Dense","config":{"name":"end","units":1,"activation":"linear"},"name":"end","inbound_nodes":[[["both",0,0,{}]]]}],
             "input_layers":[["numbers",0,0],["sort",0,0]],"output_layers":[["end",0,0]]}}}}
            """;

    @Test
    void dealsColumnsOutToTheInputsOfKeras() {
        ResolvedJob job = planning.valid(KERAS.formatted("\"features\":[\"x\",\"y\",\"kind\"],", "3"));

        assertThat(job.features()).extracting("name").containsExactly("x", "y", "kind");
        assertThat(((Graph) job.definition()).inputs())
                .containsExactly(
                        new Graph.Input("numbers", List.of("x", "y"), 2, null),
                        new Graph.Input("sort", List.of("kind"), 3, null));
    }

    @Test
    void saysWhenColumnsDoNotFillTheInputsOfKeras() {
        Plan plan = planning.plan(KERAS.formatted("", "3"));

        assertThat(plan.violations()).extracting(Violation::code).containsExactly("inputs_mismatch");
        assertThat(plan.violations().get(0).message()).contains("[numbers: 2, sort: 3]", "[kind: 3, x: 1, y: 1]");
        assertThat(planning.plan(KERAS.formatted("", "[4,4]")).violations())
                .extracting(Violation::code)
                .containsExactly("one_input");
    }
}
