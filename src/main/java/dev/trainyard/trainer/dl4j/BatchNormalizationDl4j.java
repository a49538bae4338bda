package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.BatchNormalization;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Trains {@link BatchNormalization}; the variance is kept as it is, not as DL4J's logarithm. */
@AutoService(Dl4jLayer.class)
public final class BatchNormalizationDl4j implements Dl4jLayer<BatchNormalization> {

    @Override
    public Class<BatchNormalization> type() {
        return BatchNormalization.class;
    }

    @Override
    public Layer configuration(BatchNormalization layer, LayerReport report, ActivationFunction activation) {
        return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
                .nIn(report.inputShape().last())
                .nOut(report.outputShape().last())
                .decay(layer.momentum())
                .eps(layer.epsilon())
                .useLogStd(false)
                .build();
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("gamma", "gamma", "beta", "beta", "movingMean", "mean", "movingVariance", "var");
    }
}
