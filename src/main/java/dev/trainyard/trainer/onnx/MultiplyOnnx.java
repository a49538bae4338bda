package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Multiply;
import java.util.List;

/** Exports {@link Multiply}. */
@AutoService(OnnxLayer.class)
public final class MultiplyOnnx implements OnnxMerge<Multiply> {

    @Override
    public Class<Multiply> type() {
        return Multiply.class;
    }

    @Override
    public String write(List<String> inputs, OnnxGraph graph) {
        return inputs.stream()
                .reduce((one, other) -> graph.node("Mul", List.of(one, other)))
                .orElseThrow();
    }
}
