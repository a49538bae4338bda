package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Dropout;
import java.util.function.Function;

/** Exports {@link Dropout}, which does nothing once training is over. */
@AutoService(OnnxLayer.class)
public final class DropoutOnnx implements OnnxLayer<Dropout> {

    @Override
    public Class<Dropout> type() {
        return Dropout.class;
    }

    @Override
    public String write(
            Dropout layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return input;
    }
}
