package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Reshape;
import java.util.function.Function;

/** Exports {@link Reshape}. */
@AutoService(OnnxLayer.class)
public final class ReshapeOnnx implements OnnxLayer<Reshape> {

    @Override
    public Class<Reshape> type() {
        return Reshape.class;
    }

    @Override
    public String write(
            Reshape layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return graph.reshape(input, report.outputShape());
    }
}
