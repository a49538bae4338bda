package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.GlobalAveragePooling;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Exports {@link GlobalAveragePooling}. */
@AutoService(OnnxLayer.class)
public final class GlobalAveragePoolingOnnx implements OnnxLayer<GlobalAveragePooling> {

    @Override
    public Class<GlobalAveragePooling> type() {
        return GlobalAveragePooling.class;
    }

    @Override
    public String write(
            GlobalAveragePooling layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        List<Integer> places =
                IntStream.range(1, report.inputShape().rank()).boxed().toList();
        return graph.node("ReduceMean", List.of(input, graph.integers(places)), new Attribute("keepdims", 0));
    }
}
