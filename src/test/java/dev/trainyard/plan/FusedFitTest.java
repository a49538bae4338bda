package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.json.Json;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which engine {@code "auto"} stands for. */
class FusedFitTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8      | 32     | {"type":"dense","units":16,"activation":"relu"},{"type":"batchNormalization"},{"type":"dropout","rate":0.5}  | true
            20,3   | 32     | {"type":"bidirectional","layer":{"type":"lstm","units":8}},{"type":"layerNormalization"}                     | true
            30     | 32     | {"type":"embedding","inputDim":1000,"outputDim":16},{"type":"gru","units":8}                                 | true
            50,16  | 32     | {"type":"lstm","units":256}                                                                                  | true
            8,8,1  | 32     | {"type":"conv2d","filters":4,"kernelSize":3},{"type":"maxPooling2d"},{"type":"flatten"}                      | true
            8,8,1  | 32     | {"type":"depthwiseConv2d"},{"type":"flatten"}                                                                | false
            256,256,3 | 1   | {"type":"conv2d","filters":4,"kernelSize":7},{"type":"maxPooling2d","poolSize":125},{"type":"flatten"}       | false
            784    | 32     | {"type":"dense","units":4096},{"type":"dense","units":4096}                                                  | false
            50,16  | 100000 | {"type":"lstm","units":64}                                                                                   | false
            """)
    void isChosenWhereItAppliesAndTakesLittleOfTheHeap(String shape, int batch, String layers, boolean chosen) {
        ModelDefinition definition = Json.mapper()
                .readValue(
                        "{\"kind\":\"sequential\",\"layers\":[%s,{\"type\":\"dense\"}]}".formatted(layers),
                        ModelDefinition.class);
        List<Integer> dimensions =
                Arrays.stream(shape.split(",")).map(Integer::valueOf).toList();
        Output output = Output.classes(3);
        ShapeInference network = ShapeInference.of(definition, new Shape(dimensions), output);
        assertThat(network.violations()).isEmpty();
        Plan.Memory memory =
                Footprint.of(network).memory(batch, Training.defaults().optimizer(), Long.MAX_VALUE);

        assertThat(FusedFit.isUsual(
                        Resources.defaults(), network.definition(), output, network.layers(), batch, memory))
                .isEqualTo(chosen);
    }
}
