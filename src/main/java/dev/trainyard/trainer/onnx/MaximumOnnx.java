package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Maximum;
import java.util.List;

/** Exports {@link Maximum}. */
@AutoService(OnnxLayer.class)
public final class MaximumOnnx implements OnnxMerge<Maximum> {

    @Override
    public Class<Maximum> type() {
        return Maximum.class;
    }

    @Override
    public String write(List<String> inputs, OnnxGraph graph) {
        return graph.node("Max", inputs);
    }
}
