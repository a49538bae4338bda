package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.MaxPooling2d;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Trains {@link MaxPooling2d}. */
@AutoService(Dl4jLayer.class)
public final class MaxPooling2dDl4j implements Dl4jLayer<MaxPooling2d> {

    @Override
    public Class<MaxPooling2d> type() {
        return MaxPooling2d.class;
    }

    @Override
    public SubsamplingLayer configuration(MaxPooling2d layer, LayerReport report, ActivationFunction activation) {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(Windows.of(layer.poolSize()))
                .stride(Windows.of(layer.step()))
                .convolutionMode(Windows.mode(layer.padding()))
                .build();
    }
}
