package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.LayerNormalization;
import dev.trainyard.trainer.dl4j.fused.Standardizing;
import java.util.Map;

/** Trains {@link LayerNormalization} with a kernel of our own: DL4J has none. */
@AutoService(Dl4jLayer.class)
public final class LayerNormalizationDl4j implements Dl4jLayer<LayerNormalization> {

    @Override
    public Class<LayerNormalization> type() {
        return LayerNormalization.class;
    }

    @Override
    public KernelLayer configuration(LayerNormalization layer, LayerReport report, ActivationFunction activation) {
        int features = report.inputShape().last();
        return new KernelLayer(
                report, () -> new Standardizing(features, layer.epsilon(), layer.scale(), layer.center()));
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("gamma", "gamma", "beta", "beta");
    }
}
