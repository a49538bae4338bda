package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Conv2d;
import java.util.function.Function;

/** Exports {@link Conv2d}. */
@AutoService(OnnxLayer.class)
public final class Conv2dOnnx implements OnnxLayer<Conv2d> {

    @Override
    public Class<Conv2d> type() {
        return Conv2d.class;
    }

    @Override
    public String write(
            Conv2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return Windows.of(layer.kernelSize(), layer.strides(), layer.dilationRate(), layer.padding(), report.inputShape())
                .convolve(
                        input,
                        Windows.permuted(arrays.apply("kernel"), 3, 2, 0, 1),
                        1,
                        Windows.bias(layer.useBias(), arrays),
                        layer.activation(),
                        graph);
    }
}
