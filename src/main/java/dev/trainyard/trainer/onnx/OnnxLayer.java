package dev.trainyard.trainer.onnx;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Layer;
import java.util.function.Function;

/** How ONNX says one type of layer; found as a service. */
public interface OnnxLayer<L extends Layer> {

    Class<L> type();

    /**
     * Adds the layer to a graph.
     *
     * @param report the shapes it has in its network, as Keras counts them; values in the graph have the same
     * @param input the name of the value that goes in
     * @param arrays the layer's arrays by their names in the catalogue, such as {@code kernel}
     * @return the name of the value that comes out
     */
    String write(L layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph);
}
