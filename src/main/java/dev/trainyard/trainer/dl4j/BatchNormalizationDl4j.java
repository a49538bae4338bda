package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.BatchNormalization;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
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

    /** DL4J takes the examples of time series for their channels; as pictures of one column it gets them right. */
    @Override
    public List<InputPreProcessor> before(BatchNormalization layer, LayerReport report) {
        return SeriesAsPictures.of(report.inputShape());
    }

    @Override
    public List<InputPreProcessor> after(BatchNormalization layer, LayerReport report) {
        return SeriesAsPictures.back(report.outputShape());
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("gamma", "gamma", "beta", "beta", "movingMean", "mean", "movingVariance", "var");
    }
}
