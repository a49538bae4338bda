package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Bidirectional;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Bidirectional}. */
@AutoService(OnnxLayer.class)
public final class BidirectionalOnnx implements OnnxLayer<Bidirectional> {

    @Override
    public Class<Bidirectional> type() {
        return Bidirectional.class;
    }

    @Override
    public String write(
            Bidirectional layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        String both = new OnnxRecurrence(layer.layer(), report)
                .run(input, List.of(way("forward", arrays), way("backward", arrays)), report, graph);
        if (layer.mergeMode() == Bidirectional.MergeMode.CONCAT) {
            return graph.reshape(both, report.outputShape());
        }
        String ways = graph.integers(List.of(report.outputShape().rank()));
        return graph.node(operator(layer.mergeMode()), List.of(both, ways), new Attribute("keepdims", 0));
    }

    private static Function<String, NamedArray> way(String prefix, Function<String, NamedArray> arrays) {
        return array -> arrays.apply(prefix + Character.toUpperCase(array.charAt(0)) + array.substring(1));
    }

    private static String operator(Bidirectional.MergeMode mode) {
        return switch (mode) {
            case SUM -> "ReduceSum";
            case AVE -> "ReduceMean";
            case MUL -> "ReduceProd";
            case CONCAT -> throw new IllegalArgumentException("concatenated elsewhere");
        };
    }
}
