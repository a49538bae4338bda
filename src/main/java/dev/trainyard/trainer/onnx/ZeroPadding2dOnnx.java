package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Margins;
import dev.trainyard.definition.layer.ZeroPadding2d;
import java.util.List;
import java.util.function.Function;

/** Exports {@link ZeroPadding2d}. */
@AutoService(OnnxLayer.class)
public final class ZeroPadding2dOnnx implements OnnxLayer<ZeroPadding2d> {

    @Override
    public Class<ZeroPadding2d> type() {
        return ZeroPadding2d.class;
    }

    @Override
    public String write(
            ZeroPadding2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        Margins margins = layer.padding();
        String pads = graph.integers(
                List.of(0, margins.top(), margins.left(), 0, 0, margins.bottom(), margins.right(), 0));
        return graph.node("Pad", List.of(input, pads));
    }
}
