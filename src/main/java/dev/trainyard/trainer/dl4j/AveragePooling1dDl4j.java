package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.AveragePooling1d;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Trains {@link AveragePooling1d} on pictures one pixel wide: DL4J's own for series takes wrong means. */
@AutoService(Dl4jLayer.class)
public final class AveragePooling1dDl4j implements Dl4jLayer<AveragePooling1d> {

    @Override
    public Class<AveragePooling1d> type() {
        return AveragePooling1d.class;
    }

    @Override
    public List<InputPreProcessor> before(AveragePooling1d layer, LayerReport report) {
        return SeriesAsPictures.of(report.inputShape());
    }

    @Override
    public SubsamplingLayer configuration(AveragePooling1d layer, LayerReport report, ActivationFunction activation) {
        return new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(layer.poolSize(), 1)
                .stride(layer.step(), 1)
                .convolutionMode(Windows.mode(layer.padding()))
                .build();
    }

    @Override
    public List<InputPreProcessor> after(AveragePooling1d layer, LayerReport report) {
        return SeriesAsPictures.back(report.outputShape());
    }
}
