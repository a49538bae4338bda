package dev.trainyard.trainer.onnx;

import com.google.auto.service.AutoService;
import dev.trainyard.bundle.NamedArray;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Embedding;
import java.util.List;
import java.util.function.Function;

/** Exports {@link Embedding}. */
@AutoService(OnnxLayer.class)
public final class EmbeddingOnnx implements OnnxLayer<Embedding> {

    private static final int INT64 = 7;

    @Override
    public Class<Embedding> type() {
        return Embedding.class;
    }

    @Override
    public String write(
            Embedding layer, LayerReport report, String input, Function<String, NamedArray> arrays, OnnxGraph graph) {
        String words = graph.node("Cast", List.of(input), new Attribute("to", INT64));
        String found = graph.node("Gather", List.of(graph.array(arrays.apply("embeddings")), words));
        return graph.withoutPadding(found, report.outputShape());
    }
}
