package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Merge;
import java.util.List;
import java.util.function.Function;

/** How ONNX joins what several nodes of a graph answer. */
interface OnnxMerge<L extends Merge> extends OnnxLayer<L> {

    /** Adds a node that reads these values, and answers the name of what comes out. */
    String write(List<String> inputs, OnnxGraph graph);

    @Override
    default String write(
            L layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return write(List.of(input), graph);
    }
}
