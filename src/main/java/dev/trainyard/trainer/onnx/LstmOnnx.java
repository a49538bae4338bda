package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Lstm;
import java.util.function.Function;

/** Exports {@link Lstm}. */
@AutoService(OnnxLayer.class)
public final class LstmOnnx implements OnnxLayer<Lstm> {

    @Override
    public Class<Lstm> type() {
        return Lstm.class;
    }

    @Override
    public String write(
            Lstm layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return new OnnxRecurrence(layer, report).write(input, arrays, report, graph);
    }
}
