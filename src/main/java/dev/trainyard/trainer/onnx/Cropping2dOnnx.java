package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Margins;
import dev.trainyard.definition.layer.Cropping2d;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Cropping2d}. */
@AutoService(OnnxLayer.class)
public final class Cropping2dOnnx implements OnnxLayer<Cropping2d> {

    @Override
    public Class<Cropping2d> type() {
        return Cropping2d.class;
    }

    @Override
    public String write(
            Cropping2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        Margins margins = layer.cropping();
        List<Integer> size = report.outputShape().dimensions();
        List<Integer> starts = List.of(margins.top(), margins.left());
        List<Integer> ends = List.of(margins.top() + size.get(0), margins.left() + size.get(1));
        return graph.node(
                "Slice",
                List.of(input, graph.integers(starts), graph.integers(ends), graph.integers(List.of(1, 2))));
    }
}
