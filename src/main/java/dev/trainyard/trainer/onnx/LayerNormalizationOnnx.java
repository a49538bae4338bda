package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.LayerNormalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Exports {@link LayerNormalization}. */
@AutoService(OnnxLayer.class)
public final class LayerNormalizationOnnx implements OnnxLayer<LayerNormalization> {

    @Override
    public Class<LayerNormalization> type() {
        return LayerNormalization.class;
    }

    @Override
    public String write(
            LayerNormalization layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        NamedArray scale = layer.scale() ? arrays.apply("gamma") : ones(report);
        List<String> inputs = new ArrayList<>(List.of(input, graph.array(scale)));
        if (layer.center()) {
            inputs.add(graph.array(arrays.apply("beta")));
        }
        return graph.node(
                "LayerNormalization",
                inputs,
                new Attribute("axis", -1),
                new Attribute("epsilon", layer.epsilon().floatValue()));
    }

    private static NamedArray ones(LayerReport report) {
        float[] ones = new float[report.inputShape().last()];
        Arrays.fill(ones, 1f);
        return new NamedArray(report.name() + "/ones", List.of(ones.length), ones);
    }
}
