package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.AveragePooling1d;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;

/** Trains {@link AveragePooling1d}. */
@AutoService(Dl4jLayer.class)
public final class AveragePooling1dDl4j implements Dl4jLayer<AveragePooling1d> {

    @Override
    public Class<AveragePooling1d> type() {
        return AveragePooling1d.class;
    }

    @Override
    public Subsampling1DLayer configuration(AveragePooling1d layer, LayerReport report, ActivationFunction activation) {
        return new Subsampling1DLayer.Builder(PoolingType.AVG)
                .kernelSize(layer.poolSize())
                .stride(layer.step())
                .convolutionMode(Windows.mode(layer.padding()))
                .build();
    }
}
