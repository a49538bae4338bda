package dev.trainyard.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.definition.keras.KerasLayer;
import dev.trainyard.definition.keras.KerasLayer.Support;
import dev.trainyard.definition.keras.Translation;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.LeakyRelu;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models as Keras 2 and Keras 3 print them. */
class KerasTest {

    /** The quick start, as Keras 2.12 prints it. */
    private static final String KERAS_2 = """
            {"class_name":"Sequential","config":{"name":"sequential","layers":[
              {"class_name":"InputLayer","config":{"batch_input_shape":[null,28,28],"dtype":"float32","sparse":false,"ragged":false,"name":"flatten_input"}},
              {"class_name":"Flatten","config":{"name":"flatten","trainable":true,"dtype":"float32","batch_input_shape":[null,28,28],"data_format":"channels_last"}},
              {"class_name":"Dense","config":{"name":"dense","trainable":true,"dtype":"float32","units":128,"activation":"relu","use_bias":true,
                "kernel_initializer":{"class_name":"GlorotUniform","config":{"seed":null}},"bias_initializer":{"class_name":"Zeros","config":{}},
                "kernel_regularizer":null,"bias_regularizer":null,"activity_regularizer":null,"kernel_constraint":null,"bias_constraint":null}},
              {"class_name":"Dropout","config":{"name":"dropout","trainable":true,"dtype":"float32","rate":0.2,"noise_shape":null,"seed":null}},
              {"class_name":"Dense","config":{"name":"dense_1","trainable":true,"dtype":"float32","units":10,"activation":"linear","use_bias":true,
                "kernel_initializer":{"class_name":"GlorotUniform","config":{"seed":null}},"bias_initializer":{"class_name":"Zeros","config":{}},
                "kernel_regularizer":null,"bias_regularizer":null,"activity_regularizer":null,"kernel_constraint":null,"bias_constraint":null}}]},
             "keras_version":"2.12.0","backend":"tensorflow"}
            """;

    static final String DENSE_3 = """
            {"module":"keras.layers","class_name":"Dense","config":{"name":"%s","trainable":true,
              "dtype":{"module":"keras","class_name":"DTypePolicy","config":{"name":"float32"},"registered_name":null},
              "units":%d,"activation":"%s","use_bias":true,
              "kernel_initializer":{"module":"keras.initializers","class_name":"HeNormal","config":{"seed":null},"registered_name":null},
              "bias_initializer":{"module":"keras.initializers","class_name":"Zeros","config":{},"registered_name":null},
              "kernel_regularizer":null,"bias_regularizer":null,"kernel_constraint":null,"bias_constraint":null},
             "registered_name":null,"build_config":{"input_shape":[null,4]}%s}
            """;

    private static final String TENSOR = """
            {"class_name":"__keras_tensor__","config":{"shape":[null,4],"dtype":"float32","keras_history":["%s",0,0]}}""";

    static String sequential3(String layers) {
        return """
                {"module":"keras","class_name":"Sequential","config":{"name":"sequential","trainable":true,
                  "dtype":{"module":"keras","class_name":"DTypePolicy","config":{"name":"float32"},"registered_name":null},
                  "layers":[{"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,4],"dtype":"float32","sparse":false,"name":"input_layer"},"registered_name":null},
                  %s],"build_input_shape":[null,4]},"registered_name":null,"build_config":{"input_shape":[null,4]}}
                """.formatted(layers);
    }

    /** With a skip connection, as Keras 3 prints it. */
    private static final String FUNCTIONAL_3 = """
            {"module":"keras","class_name":"Functional","config":{"name":"functional","trainable":true,"layers":[
              {"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,4],"name":"input_layer"},"registered_name":null,"name":"input_layer","inbound_nodes":[]},
              %s,
              {"module":"keras.layers","class_name":"Add","config":{"name":"add","trainable":true},"registered_name":null,"name":"add",
               "inbound_nodes":[{"args":[[%s,%s]],"kwargs":{}}]},
              %s],
             "input_layers":[["input_layer",0,0]],"output_layers":[["end",0,0]]},"registered_name":null}
            """.formatted(
                    DENSE_3.formatted("hidden", 4, "tanh", call("input_layer")),
                    TENSOR.formatted("hidden"),
                    TENSOR.formatted("input_layer"),
                    DENSE_3.formatted("end", 3, "softmax", call("add")));

    private static String call(String read) {
        return ",\"name\":\"x\",\"inbound_nodes\":[{\"args\":[%s],\"kwargs\":{}}]".formatted(TENSOR.formatted(read));
    }

    /** The same, as Keras 2 prints it. */
    private static final String FUNCTIONAL_2 = """
            {"class_name":"Functional","config":{"name":"model","layers":[
              {"class_name":"InputLayer","config":{"batch_input_shape":[null,4],"name":"input_1"},"name":"input_1","inbound_nodes":[]},
              {"class_name":"Dense","config":{"name":"hidden","units":4,"activation":"tanh"},"name":"hidden","inbound_nodes":[[["input_1",0,0,{}]]]},
              {"class_name":"Add","config":{"name":"add"},"name":"add","inbound_nodes":[[["hidden",0,0,{}],["input_1",0,0,{}]]]},
              {"class_name":"Dense","config":{"name":"end","units":3,"activation":"softmax"},"name":"end","inbound_nodes":[[["add",0,0,{}]]]}],
             "input_layers":[["input_1",0,0]],"output_layers":[["end",0,0]]},"keras_version":"2.12.0","backend":"tensorflow"}
            """;

    /** A functional model of two answers that holds one in a row, within another. */
    static Translation translate(String config) {
        return Translation.of(null, Json.mapper().readTree(config));
    }

    @Test
    void saysThatEveryLayerWorksAlongTheLastAxisHere() {
        Translation translation = translate(sequential3("""
                {"class_name":"BatchNormalization","config":{"name":"normal","axis":1}},
                """ + DENSE_3.formatted("end", 3, "softmax", "")));

        assertThat(translation.violations()).isEmpty();
        assertThat(translation.layers().get(1).notes())
                .containsExactly(
                        "axis is 1, and here it is always the last, which that is where an example has rank 1");
    }

    @Test
    void takesTheQuickStartOver() {
        Translation translation = translate(KERAS_2);

        assertThat(translation.violations()).isEmpty();
        ModelDefinition expected = Json.mapper().readValue("""
                {"kind":"sequential","name":"sequential","layers":[{"type":"flatten","name":"flatten"},
                  {"type":"dense","name":"dense","units":128,"activation":"relu"},{"type":"dropout","name":"dropout","rate":0.2},
                  {"type":"dense","name":"dense_1","units":10,"activation":"auto"}]}
                """, ModelDefinition.class);
        assertThat(translation.definition()).isEqualTo(expected);
        assertThat(translation.layers())
                .extracting(KerasLayer::support)
                .containsExactly(
                        Support.MAPPED, Support.SUPPORTED, Support.SUPPORTED, Support.SUPPORTED, Support.MAPPED);
        assertThat(translation.layers().get(4).notes().get(0)).contains("logits");
    }

    @Test
    void endsInASoftmaxWhereKerasEndsInLogits() {
        ShapeInference inferred =
                ShapeInference.of(translate(KERAS_2).definition(), Shape.of(28, 28, 1), Output.classes(10));

        assertThat(inferred.violations()).isEmpty();
        assertThat(((Dense) inferred.layers().get(3).layer()).activation()).isEqualTo(ActivationFunction.SOFTMAX);
        assertThat(inferred.parameters()).isEqualTo(784 * 128 + 128 + 128 * 10 + 10);
    }

    @Test
    void readsKeras3() {
        Translation translation = translate(sequential3(
                DENSE_3.formatted("dense", 8, "gelu", "") + "," + DENSE_3.formatted("dense_1", 1, "sigmoid", "")));

        assertThat(translation.violations()).isEmpty();
        Sequential definition = (Sequential) translation.definition();
        assertThat(definition.layers()).hasSize(2);
        assertThat(definition.layers().get(0).initializer("kernel"))
                .isEqualTo(Initializer.named(Initializer.Distribution.HE_NORMAL));
        assertThat(translation.layers().get(1).notes().get(0)).contains("approximation");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void readsFunctionalModels(int version) {
        Translation translation = translate(version == 2 ? FUNCTIONAL_2 : FUNCTIONAL_3);

        assertThat(translation.violations()).isEmpty();
        Graph graph = (Graph) translation.definition();
        assertThat(graph.nodes())
                .extracting(Node::inputs)
                .extracting(Object::toString)
                .containsExactly("[input]", "[hidden, input]", "[add]");
        assertThat(graph.outputs()).containsExactly("end");
        assertThat(ShapeInference.of(graph, Shape.of(4), Output.classes(3)).violations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"class_name":"Lambda","config":{"name":"l","function":["4wEA",null,null]}}           | /config/config/layers/1/class_name        | preprocessing.derived
            {"class_name":"MyLayer","config":{"name":"m"},"registered_name":"pkg>MyLayer"}        | /config/config/layers/1/class_name        | there is no such layer
            {"class_name":"MultiHeadAttention","config":{"name":"m","num_heads":2,"key_dim":8}}   | /config/config/layers/1/class_name        | selfAttention
            {"class_name":"Dense","config":{"name":"d","units":4,"activation":"relu6"}}           | /config/config/layers/1/config/activation | there is no activation 'relu6'
            {"class_name":"Dense","config":{"name":"d","units":0}}                                | /config/config/layers/1/config/units      | units
            {"class_name":"BatchNormalization","config":{"name":"b","scale":false}}               | /config/config/layers/1/config/scale      | scale is false
            """)
    void saysWhatIsNotSupported(String layer, String pointer, String why) {
        Translation translation = translate(sequential3(layer + "," + DENSE_3.formatted("end", 1, "sigmoid", "")));

        assertThat(translation.definition()).isNull();
        assertThat(translation.violations()).extracting(Violation::pointer).containsExactly(pointer);
        assertThat(translation.violations().get(0).message()).contains(why);
        assertThat(translation.layers().get(1).support()).isEqualTo(Support.NOT_SUPPORTED);
        assertThat(translation.layers().get(2).support()).isEqualTo(Support.SUPPORTED);
    }

    @Test
    void pointsAtTheKerasLayerThatDoesNotFit() {
        Translation translation = translate(KERAS_2);

        Violation violation = translation.atSource(new Violation("/layers/3/units", "shape_mismatch", "too few"));

        assertThat(violation.pointer()).isEqualTo("/config/config/layers/4");
        assertThat(violation.message()).isEqualTo("units: too few");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"class_name\":\"Sequential\"}", "{\"class_name\":\"Tokenizer\",\"config\":{}}"})
    void refusesWhatIsNoModel(String config) {
        assertThat(translate(config).violations()).isNotEmpty();
    }

    @Test
    void readsTheTextThatToJsonPrints() {
        String body = Json.mapper().writeValueAsString(Map.of("kind", "keras", "config", KERAS_2));

        KerasModel model = (KerasModel) Json.mapper().readValue(body, ModelDefinition.class);

        assertThat(model.translation().definition())
                .isEqualTo(translate(KERAS_2).definition());
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"kind":"sequential","name":"row","layers":[
                  {"type":"dense","name":"a","units":4,"activation":"leakyRelu","kernelInitializer":{"type":"normal","mean":0.0,"stddev":0.4}},
                  {"type":"batchNormalization","name":"b","momentum":0.9},{"type":"dropout","name":"c","rate":0.1},
                  {"type":"activation","name":"d","activation":"swish"},{"type":"dense","name":"e","units":3,"activation":"softmax"}]}""", """
                {"kind":"graph","name":"net","outputs":["end"],"nodes":[
                  {"type":"dense","name":"a","units":4,"activation":"tanh","inputs":["input"]},
                  {"type":"concatenate","name":"both","inputs":["a","input"]},
                  {"type":"dense","name":"end","units":3,"activation":"softmax","inputs":["both"]}]}"""})
    void comesBackFromKerasAsItWasWritten(String written) {
        ModelDefinition definition = Json.mapper().readValue(written, ModelDefinition.class);

        Map<String, Object> keras = new KerasForm(Shape.of(4), 3, null, null).write(definition);
        Translation back = translate(Json.mapper().writeValueAsString(keras));

        assertThat(back.violations()).isEmpty();
        assertThat(back.definition()).isEqualTo(definition);
        assertThat(keras.get("module")).isEqualTo("keras");
    }

    private static final String BACKWARD = """
            {"class_name":"Bidirectional","config":{"name":"both","trainable":true,"merge_mode":"concat",
              "layer":{"module":"keras.layers","class_name":"LSTM","config":{"name":"forward_lstm","units":8,"go_backwards":false%1$s},"registered_name":null},
              "backward_layer":{"module":"keras.layers","class_name":"LSTM","config":{"name":"backward_lstm","units":%2$d,"go_backwards":true%1$s},"registered_name":null}}}
            """;

    /** Keras 3 writes the way back out, and sizes over steps as lists. */
    @Test
    void readsLayersOverStepsAsKeras3PrintsThem() {
        Translation translation = translate(sequential3("""
                {"class_name":"Conv1D","config":{"name":"conv1d","filters":4,"kernel_size":[3],"strides":[1],"padding":"same","dilation_rate":[1],
                  "groups":1,"data_format":"channels_last","activation":"relu"}},
                {"class_name":"MaxPooling1D","config":{"name":"pool","pool_size":[2],"strides":[2],"padding":"valid","data_format":"channels_last"}},
                %s,%s""".formatted(
                        BACKWARD.formatted(",\"return_sequences\":false,\"dropout\":0.0", 8),
                        DENSE_3.formatted("end", 3, "softmax", ""))));

        assertThat(translation.violations()).isEmpty();
        ShapeInference inferred = ShapeInference.of(translation.definition(), Shape.of(20, 3), Output.classes(3));
        assertThat(inferred.violations()).isEmpty();
        assertThat(inferred.layers())
                .extracting(layer -> layer.outputShape().dimensions().toString())
                .containsExactly("[20, 4]", "[10, 4]", "[16]", "[3]");
    }

    @Test
    void refusesAWayBackThatIsAnotherLayer() {
        assertThat(translate(sequential3(BACKWARD.formatted("", 9))).violations())
                .extracting(Violation::pointer)
                .containsExactly("/config/config/layers/1/config/backward_layer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "negative_slope"})
    void readsTheSlopeByBothItsNames(String field) {
        Translation translation =
                translate(sequential3("{\"class_name\":\"LeakyReLU\",\"config\":{\"name\":\"leaky\",\"%s\":0.3}},%s"
                        .formatted(field, DENSE_3.formatted("end", 3, "softmax", ""))));

        assertThat(((Sequential) translation.definition()).layers().get(0)).isEqualTo(new LeakyRelu("leaky", 0.3));
    }

    @Test
    void saysThatHalfPrecisionIsNotTakenOver() {
        Translation translation = translate(
                sequential3(DENSE_3.formatted("end", 3, "softmax", "").replace("\"float32\"", "\"mixed_float16\"")));

        assertThat(translation.violations()).isEmpty();
        assertThat(translation.layers().get(1).notes().get(0)).contains("mixed_float16", "float32");
    }

    @Test
    void suggestsTheClassThatWasMeantOrToDoWithout() {
        String end = DENSE_3.formatted("end", 3, "softmax", "");
        String pointer = "/config/config/layers/1";

        assertThat(translate(sequential3("{\"class_name\":\"Dens\",\"config\":{\"units\":3}}," + end))
                        .violations()
                        .get(0)
                        .suggestion())
                .isEqualTo(Suggestion.replace(pointer + "/class_name", "Dense"));
        assertThat(translate(sequential3("{\"class_name\":\"Lambda\",\"config\":{}}," + end))
                        .violations()
                        .get(0)
                        .suggestion())
                .isEqualTo(Suggestion.remove(pointer));
    }

    @Test
    void saysThatLayersShareNoWeights() {
        Translation translation = translate(
                FUNCTIONAL_2.replace("[[[\"input_1\",0,0,{}]]]", "[[[\"input_1\",0,0,{}]],[[\"input_1\",0,0,{}]]]"));

        Violation violation = translation.violations().get(0);
        assertThat(violation.pointer()).isEqualTo("/config/config/layers/1/inbound_nodes");
        assertThat(violation.message()).contains("used 2 times", "a layer of its own for each use");
        assertThat(translation.layers().get(1).support()).isEqualTo(Support.NOT_SUPPORTED);
        assertThat(translation.layers().get(1).alternative()).contains("a layer of its own");
    }

    @Test
    void refusesSumsWithNumbers() {
        Translation translation = translate(FUNCTIONAL_3.replace(
                "[[%s,%s]]".formatted(TENSOR.formatted("hidden"), TENSOR.formatted("input_layer")),
                "[%s,2.0]".formatted(TENSOR.formatted("hidden"))));

        assertThat(translation.violations())
                .extracting(Violation::pointer)
                .containsExactly("/config/config/layers/2/inbound_nodes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            16,16,3 |   | {"type":"conv2d","filters":4,"kernelSize":[3,3],"padding":"same"},{"type":"separableConv2d","filters":4,"kernelSize":3},{"type":"depthwiseConv2d","kernelSize":3},{"type":"zeroPadding2d","padding":1},{"type":"cropping2d","cropping":1},{"type":"upSampling2d","size":2},{"type":"averagePooling2d"},{"type":"conv2dTranspose","filters":2,"kernelSize":4,"strides":2},{"type":"maxPooling2d"},{"type":"globalMaxPooling"},{"type":"dense"}
            12,3    |   | {"type":"conv1d","filters":4,"kernelSize":3,"padding":"causal"},{"type":"averagePooling1d"},{"type":"layerNormalization"},{"type":"bidirectional","layer":{"type":"gru","units":4}},{"type":"prelu"},{"type":"gaussianNoise","stddev":0.1},{"type":"dense"}
            12,3    | 5 | {"type":"simpleRnn","units":4},{"type":"repeatVector","n":5},{"type":"lstm","units":4},{"type":"timeDistributed","layer":{"type":"dense","units":4,"activation":"mish"}},{"type":"dense"}
            12      |   | {"type":"embedding","inputDim":50,"outputDim":6},{"type":"globalAveragePooling"},{"type":"reshape","targetShape":[6]},{"type":"leakyRelu","negativeSlope":0.2},{"type":"dense"}
            """)
    void everyLayerComesBackFromKeras(String shape, Integer steps, String layers) {
        Shape input =
                new Shape(Stream.of(shape.split(",")).map(Integer::valueOf).toList());
        KerasForm form = new KerasForm(input, 3, null, steps);
        ModelDefinition written = Json.mapper()
                .readValue("{\"kind\":\"sequential\",\"layers\":[%s]}".formatted(layers), ModelDefinition.class);

        Map<String, Object> keras = form.write(written);
        Translation back = translate(Json.mapper().writeValueAsString(keras));

        assertThat(back.violations()).isEmpty();
        assertThat(back.layers())
                .allMatch(layer -> layer.support() == Support.SUPPORTED
                        || layer.className().equals("InputLayer"));
        assertThat(form.write(back.definition())).isEqualTo(keras);
    }

    @Test
    void doesNotWriteLayersThatKerasHasNot() {
        ModelDefinition definition = Json.mapper().readValue("""
                {"kind":"sequential","layers":[{"type":"lstm","units":4,"returnSequences":true},{"type":"lastTimeStep"},{"type":"dense"}]}
                """, ModelDefinition.class);

        assertThatThrownBy(() -> new KerasForm(Shape.of(5, 2), 3, null, null).write(definition))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.violations())
                                .extracting(Violation::pointer)
                                .containsExactly("/layers/1"));
    }
}
