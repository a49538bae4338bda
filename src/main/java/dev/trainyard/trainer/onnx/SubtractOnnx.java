package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Subtract;
import java.util.List;

/** Exports {@link Subtract}. */
@AutoService(OnnxLayer.class)
public final class SubtractOnnx implements OnnxMerge<Subtract> {

    @Override
    public Class<Subtract> type() {
        return Subtract.class;
    }

    @Override
    public String write(List<String> inputs, OnnxGraph graph) {
        return graph.node("Sub", inputs);
    }
}
