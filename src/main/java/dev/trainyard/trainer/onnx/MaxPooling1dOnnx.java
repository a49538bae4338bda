package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.MaxPooling1d;
import java.util.function.Function;

/** Exports {@link MaxPooling1d}. */
@AutoService(OnnxLayer.class)
public final class MaxPooling1dOnnx implements OnnxLayer<MaxPooling1d> {

    @Override
    public Class<MaxPooling1d> type() {
        return MaxPooling1d.class;
    }

    @Override
    public String write(
            MaxPooling1d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return Windows.of(layer.poolSize(), layer.step(), 1, layer.padding(), report.inputShape())
                .pool("MaxPool", input, graph);
    }
}
