package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.SimpleRnn;
import java.util.function.Function;

/** Exports {@link SimpleRnn}. */
@AutoService(OnnxLayer.class)
public final class SimpleRnnOnnx implements OnnxLayer<SimpleRnn> {

    @Override
    public Class<SimpleRnn> type() {
        return SimpleRnn.class;
    }

    @Override
    public String write(
            SimpleRnn layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return new OnnxRecurrence(layer, report).write(input, arrays, report, graph);
    }
}
