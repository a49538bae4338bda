package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.TimeDistributed;
import java.util.function.Function;

/** Exports {@link TimeDistributed}: the layer within sees each step as an example of its own. */
@AutoService(OnnxLayer.class)
public final class TimeDistributedOnnx implements OnnxLayer<TimeDistributed> {

    @Override
    public Class<TimeDistributed> type() {
        return TimeDistributed.class;
    }

    @Override
    public String write(
            TimeDistributed layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        LayerReport within = report.within(layer.layer());
        String apart = graph.reshape(input, within.inputShape());
        String answered = OnnxModel.writes(layer.layer()).write(layer.layer(), within, apart, arrays, graph);
        return graph.reshape(answered, report.outputShape());
    }
}
