package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Add;
import java.util.List;

/** Exports {@link Add}. */
@AutoService(OnnxLayer.class)
public final class AddOnnx implements OnnxMerge<Add> {

    @Override
    public Class<Add> type() {
        return Add.class;
    }

    @Override
    public String write(List<String> inputs, OnnxGraph graph) {
        return graph.node("Sum", inputs);
    }
}
