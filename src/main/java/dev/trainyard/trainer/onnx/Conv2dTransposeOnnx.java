package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.layer.Conv2dTranspose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Conv2dTranspose}. */
@AutoService(OnnxLayer.class)
public final class Conv2dTransposeOnnx implements OnnxLayer<Conv2dTranspose> {

    @Override
    public Class<Conv2dTranspose> type() {
        return Conv2dTranspose.class;
    }

    @Override
    public String write(
            Conv2dTranspose layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        List<String> inputs = new ArrayList<>(List.of(
                graph.channelsFirst(input, report.inputShape()),
                graph.array(Windows.permuted(arrays.apply("kernel"), 3, 2, 0, 1))));
        Windows.bias(layer.useBias(), arrays).forEach(bias -> inputs.add(graph.array(bias)));
        String sums = graph.node(
                "ConvTranspose",
                inputs,
                new Attribute(
                        "kernel_shape",
                        List.of(layer.kernelSize().height(), layer.kernelSize().width())),
                new Attribute(
                        "strides",
                        List.of(layer.strides().height(), layer.strides().width())),
                new Attribute("pads", pads(layer)));
        return Windows.ended(sums, layer.activation(), report.outputShape(), graph);
    }

    /** What is cut off the edges: where the padding is "same", as much as the kernel reaches over the stride. */
    private static List<Integer> pads(Conv2dTranspose layer) {
        if (layer.padding() == Padding.VALID) {
            return List.of(0, 0, 0, 0);
        }
        Area kernel = layer.kernelSize();
        int rows = kernel.height() - layer.strides().height();
        int columns = kernel.width() - layer.strides().width();
        return List.of(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
    }
}
