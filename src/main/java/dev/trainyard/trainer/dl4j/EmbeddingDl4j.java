package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.trainer.dl4j.fused.Lookup;
import java.util.Map;

/** Trains {@link Embedding} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class EmbeddingDl4j implements Dl4jLayer<Embedding> {

    @Override
    public Class<Embedding> type() {
        return Embedding.class;
    }

    @Override
    public KernelLayer configuration(Embedding layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> new Lookup(layer.inputDim().count(), layer.outputDim()));
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("embeddings", "embeddings");
    }
}
