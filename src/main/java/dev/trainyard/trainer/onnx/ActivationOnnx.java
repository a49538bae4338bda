package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activation;
import java.util.function.Function;

/** Exports {@link Activation}. */
@AutoService(OnnxLayer.class)
public final class ActivationOnnx implements OnnxLayer<Activation> {

    @Override
    public Class<Activation> type() {
        return Activation.class;
    }

    @Override
    public String write(
            Activation layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return OnnxActivation.write(layer.activation(), input, graph);
    }
}
