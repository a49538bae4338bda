package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Concatenate;
import java.util.List;

/** Exports {@link Concatenate}. */
@AutoService(OnnxLayer.class)
public final class ConcatenateOnnx implements OnnxMerge<Concatenate> {

    @Override
    public Class<Concatenate> type() {
        return Concatenate.class;
    }

    @Override
    public String write(List<String> inputs, OnnxGraph graph) {
        return graph.node("Concat", inputs, new Attribute("axis", -1));
    }
}
