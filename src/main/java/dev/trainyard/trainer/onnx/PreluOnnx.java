package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Prelu;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Prelu}. */
@AutoService(OnnxLayer.class)
public final class PreluOnnx implements OnnxLayer<Prelu> {

    @Override
    public Class<Prelu> type() {
        return Prelu.class;
    }

    @Override
    public String write(
            Prelu layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return graph.node("PRelu", List.of(input, graph.array(arrays.apply("alpha"))));
    }
}
