package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.MaxPooling1d;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;

/** Trains {@link MaxPooling1d}. */
@AutoService(Dl4jLayer.class)
public final class MaxPooling1dDl4j implements Dl4jLayer<MaxPooling1d> {

    @Override
    public Class<MaxPooling1d> type() {
        return MaxPooling1d.class;
    }

    @Override
    public Subsampling1DLayer configuration(MaxPooling1d layer, LayerReport report, ActivationFunction activation) {
        return new Subsampling1DLayer.Builder(PoolingType.MAX)
                .kernelSize(layer.poolSize())
                .stride(layer.step())
                .convolutionMode(Windows.mode(layer.padding()))
                .build();
    }
}
