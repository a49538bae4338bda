package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Average;
import java.util.List;

/** Exports {@link Average}. */
@AutoService(OnnxLayer.class)
public final class AverageOnnx implements OnnxMerge<Average> {

    @Override
    public Class<Average> type() {
        return Average.class;
    }

    @Override
    public String write(List<String> inputs, OnnxGraph graph) {
        return graph.node("Mean", inputs);
    }
}
