package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.SelfAttention;
import java.util.List;
import java.util.function.Function;

/** Exports {@link SelfAttention}. */
@AutoService(OnnxLayer.class)
public final class SelfAttentionOnnx implements OnnxLayer<SelfAttention> {

    private static final float FAR = -1e9f;

    @Override
    public Class<SelfAttention> type() {
        return SelfAttention.class;
    }

    @Override
    public String write(
            SelfAttention layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        int steps = report.inputShape().dimensions().get(0);
        Shape byHead = Shape.of(steps, layer.numHeads(), layer.keyDim());
        String query = graph.transpose(
                graph.reshape(project("query", layer, input, arrays, graph), byHead), List.of(0, 2, 1, 3));
        String key = graph.transpose(
                graph.reshape(project("key", layer, input, arrays, graph), byHead), List.of(0, 2, 3, 1));
        String value = graph.transpose(
                graph.reshape(project("value", layer, input, arrays, graph), byHead), List.of(0, 2, 1, 3));
        String scores = graph.node("Mul", List.of(graph.node("MatMul", List.of(query, key)), graph.constant((float)
                (1 / Math.sqrt(layer.keyDim())))));
        String weights =
                graph.node("Softmax", List.of(withoutPadding(scores, steps, graph)), new Attribute("axis", -1));
        String mixed = graph.transpose(graph.node("MatMul", List.of(weights, value)), List.of(0, 2, 1, 3));
        String flat = graph.reshape(mixed, Shape.of(steps, layer.numHeads() * layer.keyDim()));
        return graph.withoutPadding(project("output", layer, flat, arrays, graph), report.outputShape());
    }

    /** {@code x · kernel + bias}, both with their heads side by side. */
    private static String project(
            String part, SelfAttention layer, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        NamedArray kernel = arrays.apply(part + "Kernel");
        int rows = part.equals("output")
                ? layer.numHeads() * layer.keyDim()
                : kernel.shape().get(0);
        int columns = kernel.values().length / rows;
        String product = graph.node(
                "MatMul",
                List.of(input, graph.array(new NamedArray(kernel.name(), List.of(rows, columns), kernel.values()))));
        if (!layer.useBias()) {
            return product;
        }
        NamedArray bias = arrays.apply(part + "Bias");
        String flat = graph.array(new NamedArray(bias.name(), List.of(columns), bias.values()));
        return graph.node("Add", List.of(product, flat));
    }

    /** Pushes the scores of padded steps so far down that they weigh nothing. */
    private static String withoutPadding(String scores, int steps, OnnxGraph graph) {
        if (graph.lengths().isEmpty()) {
            return scores;
        }
        String padded =
                graph.node("Sub", List.of(graph.constant(1f), graph.reshape(graph.real(steps), Shape.of(1, 1, steps))));
        return graph.node("Add", List.of(scores, graph.node("Mul", List.of(padded, graph.constant(FAR)))));
    }
}
