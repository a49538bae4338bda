package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.UpSampling2d;
import java.util.List;
import java.util.function.Function;

/** Exports {@link UpSampling2d}. */
@AutoService(OnnxLayer.class)
public final class UpSampling2dOnnx implements OnnxLayer<UpSampling2d> {

    @Override
    public Class<UpSampling2d> type() {
        return UpSampling2d.class;
    }

    @Override
    public String write(
            UpSampling2d layer,
            LayerReport report,
            String input,
            Function<String, NamedArray> arrays,
            OnnxGraph graph) {
        NamedArray scales = new NamedArray(report.name() + "/scales", List.of(4), new float[] {
            1, 1, layer.size().height(), layer.size().width()
        });
        String repeated = graph.node(
                "Resize",
                List.of(graph.channelsFirst(input, report.inputShape()), "", graph.array(scales)),
                new Attribute("mode", "nearest"),
                new Attribute("coordinate_transformation_mode", "asymmetric"),
                new Attribute("nearest_mode", "floor"));
        return graph.channelsLast(repeated, report.outputShape());
    }
}
