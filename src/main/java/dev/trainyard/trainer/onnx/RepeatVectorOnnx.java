package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.RepeatVector;
import java.util.List;
import java.util.function.Function;

/** Exports {@link RepeatVector}. */
@AutoService(OnnxLayer.class)
public final class RepeatVectorOnnx implements OnnxLayer<RepeatVector> {

    @Override
    public Class<RepeatVector> type() {
        return RepeatVector.class;
    }

    @Override
    public String write(
            RepeatVector layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        int times = report.outputShape().dimensions().get(0);
        String one = graph.reshape(input, Shape.of(1, report.inputShape().last()));
        return graph.node("Tile", List.of(one, graph.integers(List.of(1, times, 1))));
    }
}
