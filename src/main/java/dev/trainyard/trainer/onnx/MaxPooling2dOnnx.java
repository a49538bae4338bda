package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.MaxPooling2d;
import java.util.function.Function;

/** Exports {@link MaxPooling2d}. */
@AutoService(OnnxLayer.class)
public final class MaxPooling2dOnnx implements OnnxLayer<MaxPooling2d> {

    @Override
    public Class<MaxPooling2d> type() {
        return MaxPooling2d.class;
    }

    @Override
    public String write(
            MaxPooling2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return Windows.of(layer.poolSize(), layer.step(), Area.ONE, layer.padding(), report.inputShape())
                .pool("MaxPool", input, graph);
    }
}
