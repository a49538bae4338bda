package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Embedding;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;

/** Trains {@link Embedding}. */
@AutoService(Dl4jLayer.class)
public final class EmbeddingDl4j implements Dl4jLayer<Embedding> {

    @Override
    public Class<Embedding> type() {
        return Embedding.class;
    }

    @Override
    public EmbeddingSequenceLayer configuration(Embedding layer, LayerReport report, ActivationFunction activation) {
        return new EmbeddingSequenceLayer.Builder()
                .nIn(layer.inputDim().count())
                .nOut(layer.outputDim())
                .inputLength(report.inputShape().last())
                .activation(Activations.of(activation))
                .build();
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("embeddings", "W");
    }
}
