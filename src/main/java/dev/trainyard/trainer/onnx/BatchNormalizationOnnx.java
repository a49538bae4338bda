package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.BatchNormalization;
import java.util.List;
import java.util.function.Function;

/** Exports {@link BatchNormalization} by its running averages. */
@AutoService(OnnxLayer.class)
public final class BatchNormalizationOnnx implements OnnxLayer<BatchNormalization> {

    @Override
    public Class<BatchNormalization> type() {
        return BatchNormalization.class;
    }

    @Override
    public String write(
            BatchNormalization layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        List<String> inputs = List.of(
                graph.channelsFirst(input, report.inputShape()),
                graph.array(arrays.apply("gamma")),
                graph.array(arrays.apply("beta")),
                graph.array(arrays.apply("movingMean")),
                graph.array(arrays.apply("movingVariance")));
        String normalized = graph.node(
                "BatchNormalization",
                inputs,
                new Attribute("epsilon", layer.epsilon().floatValue()));
        return graph.channelsLast(normalized, report.outputShape());
    }
}
