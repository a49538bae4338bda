package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.AveragePooling2d;
import java.util.function.Function;

/** Exports {@link AveragePooling2d}. */
@AutoService(OnnxLayer.class)
public final class AveragePooling2dOnnx implements OnnxLayer<AveragePooling2d> {

    @Override
    public Class<AveragePooling2d> type() {
        return AveragePooling2d.class;
    }

    @Override
    public String write(
            AveragePooling2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return Windows.of(layer.poolSize(), layer.step(), Area.ONE, layer.padding(), report.inputShape())
                .pool("AveragePool", input, graph);
    }
}
