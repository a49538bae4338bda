package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.AveragePooling1d;
import java.util.function.Function;

/** Exports {@link AveragePooling1d}. */
@AutoService(OnnxLayer.class)
public final class AveragePooling1dOnnx implements OnnxLayer<AveragePooling1d> {

    @Override
    public Class<AveragePooling1d> type() {
        return AveragePooling1d.class;
    }

    @Override
    public String write(
            AveragePooling1d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return Windows.of(layer.poolSize(), layer.step(), 1, layer.padding(), report.inputShape())
                .pool("AveragePool", input, graph);
    }
}
