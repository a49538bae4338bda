package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.LastTimeStep;
import java.util.List;
import java.util.function.Function;

/** Exports {@link LastTimeStep}. */
@AutoService(OnnxLayer.class)
public final class LastTimeStepOnnx implements OnnxLayer<LastTimeStep> {

    private static final int INT64 = 7;

    @Override
    public Class<LastTimeStep> type() {
        return LastTimeStep.class;
    }

    @Override
    public String write(
            LastTimeStep layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        int steps = report.inputShape().dimensions().get(0);
        String lengths = graph.lengths();
        if (lengths.isEmpty()) {
            return graph.reshape(
                    graph.node("Gather", List.of(input, graph.integers(List.of(steps - 1))), new Attribute("axis", 1)),
                    report.outputShape());
        }
        String counts = graph.reshape(graph.node("Cast", List.of(lengths), new Attribute("to", INT64)), Shape.of(1));
        String last = graph.node("Sub", List.of(counts, graph.integers(List.of(1))));
        return graph.node("GatherND", List.of(input, last), new Attribute("batch_dims", 1));
    }
}
