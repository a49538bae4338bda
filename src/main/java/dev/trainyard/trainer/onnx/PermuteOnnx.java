package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Permute;
import java.util.function.Function;
import java.util.stream.Stream;

/** Exports {@link Permute}. */
@AutoService(OnnxLayer.class)
public final class PermuteOnnx implements OnnxLayer<Permute> {

    @Override
    public Class<Permute> type() {
        return Permute.class;
    }

    @Override
    public String write(
            Permute layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        return graph.transpose(
                input, Stream.concat(Stream.of(0), layer.dims().stream()).toList());
    }
}
