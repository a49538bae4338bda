package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.TimeDistributed;
import dev.trainyard.json.ByTypeName;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What became of one layer.
 *
 * @param index its place in the definition, from 0
 * @param inputs the names of the layers it reads, none where it reads the network's input
 * @param layer the layer with every {@code "auto"} worked out
 * @param parameters how many numbers it holds, running statistics included
 */
public record LayerReport(
        int index,
        String name,
        String type,
        List<String> inputs,

        @Schema(type = "object", description = "The layer with every default filled in.")
        Layer layer,

        Shape inputShape,
        Shape outputShape,
        long parameters,
        List<ParameterSpec> arrays) {

    public LayerReport {
        inputs = List.copyOf(inputs);
        arrays = List.copyOf(arrays);
    }

    /** What became of the layer within a layer that applies it to each step. */
    public LayerReport within(Layer ofStep) {
        return new LayerReport(
                index,
                name,
                ByTypeName.nameOf(ofStep.getClass()),
                inputs,
                ofStep,
                TimeDistributed.ofStep(inputShape),
                TimeDistributed.ofStep(outputShape),
                parameters,
                arrays);
    }
}
