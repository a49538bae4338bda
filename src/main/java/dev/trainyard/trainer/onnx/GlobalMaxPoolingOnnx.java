package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.GlobalMaxPooling;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Exports {@link GlobalMaxPooling}. */
@AutoService(OnnxLayer.class)
public final class GlobalMaxPoolingOnnx implements OnnxLayer<GlobalMaxPooling> {

    @Override
    public Class<GlobalMaxPooling> type() {
        return GlobalMaxPooling.class;
    }

    @Override
    public String write(
            GlobalMaxPooling layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        List<Integer> places =
                IntStream.range(1, report.inputShape().rank()).boxed().toList();
        return graph.node("ReduceMax", List.of(input, graph.integers(places)), new Attribute("keepdims", 0));
    }
}
