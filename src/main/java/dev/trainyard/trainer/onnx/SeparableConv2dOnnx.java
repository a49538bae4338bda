package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.SeparableConv2d;
import java.util.List;
import java.util.function.Function;

/** Exports {@link SeparableConv2d}. */
@AutoService(OnnxLayer.class)
public final class SeparableConv2dOnnx implements OnnxLayer<SeparableConv2d> {

    @Override
    public Class<SeparableConv2d> type() {
        return SeparableConv2d.class;
    }

    @Override
    public String write(
            SeparableConv2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        int channels = report.inputShape().last();
        String apart = Windows.of(layer.kernelSize(), layer.strides(), Area.ONE, layer.padding(), report.inputShape())
                .convolve(
                        input,
                        DepthwiseConv2dOnnx.byChannel(arrays.apply("depthwiseKernel")),
                        channels,
                        List.of(),
                        ActivationFunction.LINEAR,
                        graph);
        Shape between = report.outputShape().withLast(channels * layer.depthMultiplier());
        return Windows.of(Area.ONE, Area.ONE, Area.ONE, Padding.VALID, between)
                .convolve(
                        apart,
                        Windows.permuted(arrays.apply("pointwiseKernel"), 3, 2, 0, 1),
                        1,
                        Windows.bias(layer.useBias(), arrays),
                        layer.activation(),
                        graph);
    }
}
