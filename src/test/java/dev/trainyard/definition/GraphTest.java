package dev.trainyard.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTest {

    private static final String SKIP = """
            {"kind":"graph","nodes":[
              {"type":"dense","name":"end","inputs":["both"]},
              {"type":"dense","name":"wide","units":4,"activation":"relu","inputs":["input"]},
              {"type":"dense","name":"deep","units":4,"activation":"tanh","inputs":["wide"]},
              {"type":"add","name":"sum","inputs":["wide","deep"]},
              {"type":"concatenate","name":"both","inputs":["sum","input"]}],
             "outputs":["end"]}
            """;

    @Test
    void worksOutEachNodeBehindThoseThatItReads() {
        ShapeInference inferred = infer(SKIP);

        assertThat(inferred.violations()).isEmpty();
        assertThat(inferred.layers())
                .extracting(LayerReport::name)
                .containsExactly("wide", "deep", "sum", "both", "end");
        assertThat(inferred.layers()).extracting(LayerReport::index).containsExactly(1, 2, 3, 4, 0);
        assertThat(inferred.layers().get(3).inputs()).containsExactly("sum", "input");
        assertThat(inferred.layers().get(3).outputShape()).isEqualTo(Shape.of(7));
        assertThat(inferred.parameters()).isEqualTo(3 * 4 + 4 + 4 * 4 + 4 + 7 * 3 + 3);
    }

    @Test
    void isReadBackAsItWasWritten() {
        ModelDefinition graph = infer(SKIP).definition();

        String written = Json.mapper().writerFor(ModelDefinition.class).writeValueAsString(graph);

        assertThat(written).contains("\"inputs\":[\"sum\",\"input\"]").contains("\"type\":\"concatenate\"");
        assertThat(Json.mapper().readValue(written, ModelDefinition.class)).isEqualTo(graph);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"dense","name":"a","units":3}                                                                   | a | /nodes/0/inputs   | no_inputs
            {"type":"dense","name":"a","units":3,"inputs":["imput"]}                                                | a | /nodes/0/inputs/0 | unknown_input
            {"type":"dense","name":"a","units":3,"inputs":["input"]}                                                | b | /outputs/0        | unknown_output
            {"type":"dense","name":"input","units":3,"inputs":["input"]}                                            | input | /nodes/0/name | reserved_name
            {"type":"dense","name":"a","units":3,"inputs":["b"]},{"type":"dense","name":"b","units":3,"inputs":["a"]} | b | /nodes/0/inputs/0 | cycle
            {"type":"dense","name":"a","units":3,"inputs":["input"]},{"type":"dense","name":"b","units":3,"inputs":["input"]} | b | /nodes/0 | dangling_node
            {"type":"dense","name":"a","units":3,"inputs":["input"]},{"type":"dense","name":"a","units":3,"inputs":["a"]} | a | /nodes/1/name | duplicate_name
            {"type":"dense","name":"a","units":3,"inputs":["input"]},{"type":"dense","name":"b","inputs":["a","input"]} | b | /nodes/1/inputs | one_input
            {"type":"dense","name":"a","units":5,"inputs":["input"]},{"type":"add","name":"s","inputs":["a","input"]},{"type":"dense","name":"b","inputs":["s"]} | b | /nodes/1/inputs/1 | shape_mismatch
            {"type":"dense","name":"a","units":5,"inputs":["input"]},{"type":"add","name":"s","inputs":["a","a"]},{"type":"dense","name":"b","inputs":["s"]} | b | /nodes/1/inputs/1 | duplicate_input
            {"type":"add","name":"s","inputs":["input"]},{"type":"dense","name":"b","inputs":["s"]}                 | b | /nodes/0          | one_input
            {"type":"dense","name":"a","units":2,"inputs":["input"]}                                                | a | /nodes/0/units    | shape_mismatch
            {"type":"dense","name":"a","units":3,"inputs":["input"]},{"type":"add","name":"s","inputs":["a","input"]} | s | /nodes/1       | last_layer
            """)
    void saysWhatDoesNotFit(String nodes, String output, String pointer, String code) {
        ShapeInference inferred =
                infer("{\"kind\":\"graph\",\"nodes\":[%s],\"outputs\":[\"%s\"]}".formatted(nodes, output));

        assertThat(inferred.violations()).extracting(Violation::pointer).containsExactly(pointer);
        assertThat(inferred.violations()).extracting(Violation::code).containsExactly(code);
    }

    @Test
    void suggestsWhatWouldMendIt() {
        ShapeInference circle = infer("""
                {"kind":"graph","outputs":["b"],"nodes":[{"type":"dense","name":"a","units":3,"inputs":["b"]},
                  {"type":"dense","name":"b","units":3,"inputs":["a"]}]}""");
        ShapeInference clash = infer("""
                {"kind":"graph","outputs":["b"],"nodes":[{"type":"dense","name":"a","units":5,"inputs":["input"]},
                  {"type":"add","name":"s","inputs":["input","a"]},{"type":"dense","name":"b","units":3,"inputs":["s"]}]}""");
        ShapeInference two = infer("""
                {"kind":"graph","outputs":["b"],"nodes":[{"type":"dense","name":"a","units":3,"inputs":["input"]},
                  {"type":"dense","name":"b","units":3,"inputs":["a","input"]}]}""");

        assertThat(circle.violations().get(0).suggestion()).isEqualTo(Suggestion.replace("/nodes/0/inputs/0", "input"));
        assertThat(clash.violations().get(0).suggestion()).isEqualTo(Suggestion.replace("/nodes/0/units", 3));
        assertThat(two.violations().get(0).suggestion()).isEqualTo(Suggestion.replace("/nodes/1/inputs", List.of("a")));
    }

    @Test
    void givesEachOutputTheUnitsOfItsTarget() {
        Output several = Output.several(
                List.of(new Output.Head("price", Output.values(1)), new Output.Head("kind", Output.classes(4))));
        ModelDefinition graph = read("""
                {"kind":"graph","outputs":["kind","price"],"nodes":[
                  {"type":"dense","name":"trunk","units":5,"inputs":["input"]},
                  {"type":"dense","name":"kind","inputs":["trunk"]},
                  {"type":"dense","name":"price","units":%s,"inputs":["trunk"]}]}
                """.formatted("\"auto\""));
        ModelDefinition wrong = read("""
                {"kind":"graph","outputs":["kind","price","price"],"nodes":[
                  {"type":"dense","name":"kind","inputs":["input"]},
                  {"type":"dense","name":"price","inputs":["input"]}]}
                """);

        ShapeInference inferred = ShapeInference.of(graph, Shape.of(3), several);

        assertThat(inferred.violations()).isEmpty();
        assertThat(inferred.layers())
                .extracting(LayerReport::outputShape)
                .containsExactly(Shape.of(5), Shape.of(4), Shape.of(1));
        assertThat(ShapeInference.of(wrong, Shape.of(3), several).violations())
                .extracting(Violation::code)
                .containsExactly("duplicate_output");
    }

    private static ModelDefinition read(String json) {
        return Json.mapper().readValue(json, ModelDefinition.class);
    }

    @Test
    void boundsWhatALayerMakesOfAPicture() {
        ModelDefinition huge = read("""
                {"kind":"sequential","layers":[{"type":"upSampling2d","size":4096},{"type":"upSampling2d","size":4096},
                  {"type":"globalMaxPooling"},{"type":"dense"}]}
                """);

        assertThat(ShapeInference.of(huge, Shape.of(1, 1, 1), Output.values(1)).violations())
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(org.assertj.core.api.Assertions.tuple("/layers/0/size", "too_large"));
        assertThat(ShapeInference.of(
                                read(
                                        "{\"kind\":\"sequential\",\"layers\":[{\"type\":\"prelu\",\"sharedAxes\":[2]},{\"type\":\"dense\"}]}"),
                                Shape.of(4),
                                Output.values(1))
                        .violations())
                .extracting(Violation::pointer)
                .containsExactly("/layers/0/sharedAxes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"dense","units":16000000},{"type":"flatten"}                              | too_large
            {"type":"flatten"},{"type":"dense","units":16000000},{"type":"dense","units":16000000},{"type":"dense","units":16000000} | too_many_parameters
            """)
    void refusesMoreNumbersThanCanBeCounted(String layers, String code) {
        ModelDefinition huge = read("{\"kind\":\"sequential\",\"layers\":[%s,{\"type\":\"dense\"}]}".formatted(layers));

        assertThat(ShapeInference.of(huge, Shape.of(28, 28, 1), Output.values(1))
                        .violations())
                .extracting(Violation::code)
                .containsExactly(code);
    }

    @Test
    void tellsTheWayOfACircleAndSuggestsWhatIsNear() {
        ShapeInference circle = infer("""
                {"kind":"graph","outputs":["d"],"nodes":[
                  {"type":"dense","name":"a","units":3,"inputs":["input"]},
                  {"type":"add","name":"b","inputs":["a","c"]},
                  {"type":"dense","name":"c","units":3,"inputs":["b"]},
                  {"type":"dense","name":"d","inputs":["c"]}]}
                """);
        ShapeInference typo = infer("""
                {"kind":"graph","outputs":["ends"],"nodes":[{"type":"dense","name":"end","inputs":["inputs"]}]}
                """);

        assertThat(circle.violations().get(0).pointer()).isEqualTo("/nodes/1/inputs/1");
        assertThat(circle.violations().get(0).message()).endsWith("b reads c reads b");
        assertThat(typo.violations())
                .extracting(Violation::suggestion)
                .containsExactly(
                        Suggestion.replace("/nodes/0/inputs/0", "input"), Suggestion.replace("/outputs/0", "end"));
    }

    @Test
    void refusesAJoiningLayerInARow() {
        ShapeInference row = infer("{\"kind\":\"sequential\",\"layers\":[{\"type\":\"add\"},{\"type\":\"dense\"}]}");

        assertThat(row.violations()).extracting(Violation::pointer).containsExactly("/layers/0");
        assertThat(row.violations().get(0).message()).contains("it belongs into a graph");
    }

    private static ShapeInference infer(String definition) {
        return ShapeInference.of(
                Json.mapper().readValue(definition, ModelDefinition.class), Shape.of(3), Output.classes(3));
    }

    @Test
    void asksForAnOutput() {
        ShapeInference none = infer(
                "{\"kind\":\"graph\",\"nodes\":[{\"type\":\"dense\",\"name\":\"a\",\"inputs\":[\"input\"]}],\"outputs\":[]}");

        assertThat(none.violations().get(0).suggestion()).isEqualTo(Suggestion.add("/outputs", List.of("a")));
    }
}
