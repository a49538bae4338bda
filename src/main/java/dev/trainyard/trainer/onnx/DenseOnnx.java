package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Dense}. */
@AutoService(OnnxLayer.class)
public final class DenseOnnx implements OnnxLayer<Dense> {

    @Override
    public Class<Dense> type() {
        return Dense.class;
    }

    @Override
    public String write(
            Dense layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        String kernel = graph.array(arrays.apply("kernel"));
        List<String> bias = layer.useBias() ? List.of(graph.array(arrays.apply("bias"))) : List.of();
        String sums =
                report.inputShape().rank() == 1 ? gemm(input, kernel, bias, graph) : matMul(input, kernel, bias, graph);
        return OnnxActivation.write(layer.activation(), sums, graph);
    }

    private static String gemm(String input, String kernel, List<String> bias, OnnxGraph graph) {
        List<String> inputs = new ArrayList<>(List.of(input, kernel));
        inputs.addAll(bias);
        return graph.node("Gemm", inputs);
    }

    /** Of the last axis, whatever comes before it. */
    private static String matMul(String input, String kernel, List<String> bias, OnnxGraph graph) {
        String product = graph.node("MatMul", List.of(input, kernel));
        return bias.isEmpty() ? product : graph.node("Add", List.of(product, bias.get(0)));
    }
}
