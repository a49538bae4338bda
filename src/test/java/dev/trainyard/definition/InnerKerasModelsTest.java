package dev.trainyard.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.keras.KerasLayer;
import dev.trainyard.definition.keras.KerasLayer.Support;
import dev.trainyard.definition.keras.Translation;
import dev.trainyard.problem.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keras models within Keras models. */
class InnerKerasModelsTest {

    private static final String NESTED_2 = """
            {"class_name":"Functional","config":{"name":"model","layers":[
              {"class_name":"InputLayer","config":{"batch_input_shape":[null,4],"name":"in"},"name":"in","inbound_nodes":[]},
              {"class_name":"Functional","name":"encoder","inbound_nodes":[[["in",0,0,{}]]],"config":{"name":"encoder","layers":[
                {"class_name":"InputLayer","config":{"batch_input_shape":[null,4],"name":"in"},"name":"in","inbound_nodes":[]},
                {"class_name":"Sequential","name":"row","inbound_nodes":[[["in",0,0,{}]]],"config":{"name":"row","layers":[
                  {"class_name":"Dense","config":{"name":"first","units":5,"activation":"tanh"}},
                  {"class_name":"Dense","config":{"name":"second","units":4,"activation":"linear"}}]}},
                {"class_name":"Dense","config":{"name":"narrow","units":2},"name":"narrow","inbound_nodes":[[["row",1,0,{}]]]},
                {"class_name":"Dense","config":{"name":"wide","units":7},"name":"wide","inbound_nodes":[[["in",0,0,{}]]]}],
               "input_layers":[["in",0,0]],"output_layers":[["narrow",0,0],["wide",0,0]]}},
              {"class_name":"Concatenate","config":{"name":"end"},"name":"end","inbound_nodes":[[["encoder",1,1,{}],["encoder",1,0,{}]]]},
              {"class_name":"Dense","config":{"name":"answer","units":3,"activation":"softmax"},"name":"answer","inbound_nodes":[[["end",0,0,{}]]]}],
             "input_layers":[["in",0,0]],"output_layers":[["answer",0,0]]},"keras_version":"2.12.0"}
            """;

    /** The same as Keras 3 prints who reads whom. */
    private static final String NESTED_3 = NESTED_2.replaceAll(
                    "\\[\\[\\[\"(\\w+)\",(\\d),(\\d),\\{}]]]",
                    "[{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"$1\",$2,$3]}}],\"kwargs\":{}}]")
            .replaceAll(
                    "\\[\\[\\[\"(\\w+)\",1,1,\\{}],\\[\"(\\w+)\",1,0,\\{}]]]",
                    "[{\"args\":[[{\"config\":{\"keras_history\":[\"$1\",1,1]}},{\"config\":{\"keras_history\":[\"$2\",1,0]}}]],\"kwargs\":{}}]")
            .replace("\"input_layers\":[[\"in\",0,0]]", "\"input_layers\":[\"in\",0,0]");

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void writesTheLayersOfInnerModelsOut(int version) {
        Translation translation = KerasTest.translate(version == 2 ? NESTED_2 : NESTED_3);

        assertThat(translation.violations()).isEmpty();
        Graph graph = (Graph) translation.definition();
        assertThat(graph.nodes())
                .extracting(node -> node.layer().name() + node.inputs())
                .containsExactly(
                        "encoder.row.first[input]",
                        "encoder.row.second[encoder.row.first]",
                        "encoder.narrow[encoder.row.second]",
                        "encoder.wide[input]",
                        "end[encoder.wide, encoder.narrow]",
                        "answer[end]");
        assertThat(graph.outputs()).containsExactly("answer");
        assertThat(ShapeInference.of(graph, Shape.of(4), Output.classes(3)).violations())
                .isEmpty();
        assertThat(translation.layers()).extracting(KerasLayer::support).doesNotContain(Support.NOT_SUPPORTED);
    }

    @Test
    void writesAnInnerModelInARowOut() {
        Translation translation =
                KerasTest.translate(KerasTest.sequential3("""
                {"class_name":"Sequential","config":{"name":"trunk","layers":[
                  {"class_name":"InputLayer","config":{"batch_shape":[null,4],"name":"in"}},
                  {"class_name":"Dense","config":{"name":"dense","units":3,"activation":"relu"}}]}},
                """ + KerasTest.DENSE_3.formatted("dense", 3, "linear", "")));

        assertThat(translation.violations()).isEmpty();
        assertThat(((Sequential) translation.definition()).layers())
                .extracting(layer -> layer.name())
                .containsExactly("trunk.dense", "dense");
        assertThat(translation.layers().get(4).notes().get(0)).contains("logits");
    }

    @Test
    void pointsIntoInnerModels() {
        Translation translation = KerasTest.translate(NESTED_2.replace("\"tanh\"", "\"relu6\""));

        assertThat(translation.violations())
                .extracting(Violation::pointer)
                .containsExactly("/config/config/layers/1/config/layers/1/config/layers/0/config/activation");
    }
}
