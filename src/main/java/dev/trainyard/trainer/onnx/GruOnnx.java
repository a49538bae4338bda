package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Gru;
import java.util.function.Function;

/** Exports {@link Gru}. */
@AutoService(OnnxLayer.class)
public final class GruOnnx implements OnnxLayer<Gru> {

    @Override
    public Class<Gru> type() {
        return Gru.class;
    }

    @Override
    public String write(
            Gru layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return new OnnxRecurrence(layer, report).write(input, arrays, report, graph);
    }
}
