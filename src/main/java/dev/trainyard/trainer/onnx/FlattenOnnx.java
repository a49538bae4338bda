package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Flatten;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Flatten}. */
@AutoService(OnnxLayer.class)
public final class FlattenOnnx implements OnnxLayer<Flatten> {

    @Override
    public Class<Flatten> type() {
        return Flatten.class;
    }

    @Override
    public String write(
            Flatten layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return graph.node("Flatten", List.of(input), new Attribute("axis", 1));
    }
}
