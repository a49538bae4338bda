package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.LeakyRelu;
import java.util.List;
import java.util.function.Function;

/** Exports {@link LeakyRelu}. */
@AutoService(OnnxLayer.class)
public final class LeakyReluOnnx implements OnnxLayer<LeakyRelu> {

    @Override
    public Class<LeakyRelu> type() {
        return LeakyRelu.class;
    }

    @Override
    public String write(
            LeakyRelu layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return graph.node(
                "LeakyRelu",
                List.of(input),
                new Attribute("alpha", layer.negativeSlope().floatValue()));
    }
}
