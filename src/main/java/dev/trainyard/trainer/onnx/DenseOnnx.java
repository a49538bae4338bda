package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
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
    public String write(Dense layer, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        List<String> inputs = new ArrayList<>(List.of(input, graph.array(arrays.apply("kernel"))));
        if (layer.useBias()) {
            inputs.add(graph.array(arrays.apply("bias")));
        }
        return OnnxActivation.write(layer.activation(), graph.node("Gemm", inputs), graph);
    }
}
