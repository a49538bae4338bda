package dev.trainyard.definition;

import java.util.List;

/**
 * What became of one layer.
 *
 * @param index its place in the definition, from 0
 * @param parameters how many numbers it holds, running statistics included
 */
public record LayerReport(
        int index,
        String name,
        String type,
        Shape inputShape,
        Shape outputShape,
        long parameters,
        List<ParameterSpec> arrays) {

    public LayerReport {
        arrays = List.copyOf(arrays);
    }
}
