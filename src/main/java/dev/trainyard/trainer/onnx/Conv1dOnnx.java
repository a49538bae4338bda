package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Conv1d;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Conv1d}. */
@AutoService(OnnxLayer.class)
public final class Conv1dOnnx implements OnnxLayer<Conv1d> {

    @Override
    public Class<Conv1d> type() {
        return Conv1d.class;
    }

    @Override
    public String write(
            Conv1d layer, LayerReport report, String value, Function<String, NamedArray> arrays, OnnxGraph graph) {
        int before = layer.padding().before(layer.reach());
        Shape input = report.inputShape();
        Shape shape = Shape.of(input.dimensions().get(0) + before, input.last());
        String padded =
                before == 0 ? value : graph.node("Pad", List.of(value, graph.integers(List.of(0, before, 0, 0, 0, 0))));
        return Windows.of(
                        layer.kernelSize(),
                        layer.strides(),
                        layer.dilationRate(),
                        layer.padding().window(),
                        shape)
                .convolve(
                        padded,
                        Windows.permuted(arrays.apply("kernel"), 2, 1, 0),
                        1,
                        Windows.bias(layer.useBias(), arrays),
                        layer.activation(),
                        graph);
    }
}
