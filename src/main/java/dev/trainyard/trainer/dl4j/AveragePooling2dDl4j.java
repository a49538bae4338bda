package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.AveragePooling2d;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Trains {@link AveragePooling2d}. */
@AutoService(Dl4jLayer.class)
public final class AveragePooling2dDl4j implements Dl4jLayer<AveragePooling2d> {

    @Override
    public Class<AveragePooling2d> type() {
        return AveragePooling2d.class;
    }

    @Override
    public SubsamplingLayer configuration(AveragePooling2d layer, LayerReport report, ActivationFunction activation) {
        return new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(Windows.of(layer.poolSize()))
                .stride(Windows.of(layer.step()))
                .convolutionMode(Windows.mode(layer.padding()))
                .build();
    }
}
