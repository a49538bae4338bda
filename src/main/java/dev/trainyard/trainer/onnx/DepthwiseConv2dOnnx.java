package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.DepthwiseConv2d;
import java.util.List;
import java.util.function.Function;

/** Exports {@link DepthwiseConv2d}. */
@AutoService(OnnxLayer.class)
public final class DepthwiseConv2dOnnx implements OnnxLayer<DepthwiseConv2d> {

    @Override
    public Class<DepthwiseConv2d> type() {
        return DepthwiseConv2d.class;
    }

    @Override
    public String write(
            DepthwiseConv2d layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return Windows.of(layer.kernelSize(), layer.strides(), Area.ONE, layer.padding(), report.inputShape())
                .convolve(
                        input,
                        byChannel(arrays.apply("depthwiseKernel")),
                        report.inputShape().last(),
                        Windows.bias(layer.useBias(), arrays),
                        layer.activation(),
                        graph);
    }

    /** From {@code [height,width,channels,multiplier]} to {@code [channels*multiplier,1,height,width]}. */
    static NamedArray byChannel(NamedArray kernel) {
        NamedArray permuted = Windows.permuted(kernel, 2, 3, 0, 1);
        List<Integer> shape = List.of(
                permuted.shape().get(0) * permuted.shape().get(1),
                1,
                permuted.shape().get(2),
                permuted.shape().get(3));
        return new NamedArray(kernel.name(), shape, permuted.values());
    }
}
