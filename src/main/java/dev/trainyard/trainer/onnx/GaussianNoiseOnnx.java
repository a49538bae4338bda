package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.GaussianNoise;
import java.util.function.Function;

/** Exports {@link GaussianNoise}, which adds nothing once training is over. */
@AutoService(OnnxLayer.class)
public final class GaussianNoiseOnnx implements OnnxLayer<GaussianNoise> {

    @Override
    public Class<GaussianNoise> type() {
        return GaussianNoise.class;
    }

    @Override
    public String write(
            GaussianNoise layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return input;
    }
}
