package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Trains {@link GaussianNoise}. */
@AutoService(Dl4jLayer.class)
public final class GaussianNoiseDl4j implements Dl4jLayer<GaussianNoise> {

    @Override
    public Class<GaussianNoise> type() {
        return GaussianNoise.class;
    }

    @Override
    public Layer configuration(GaussianNoise layer, LayerReport report, ActivationFunction activation) {
        return layer.stddev() == 0
                ? new ActivationLayer(Activations.of(ActivationFunction.LINEAR))
                : new DropoutLayer.Builder(new org.deeplearning4j.nn.conf.dropout.GaussianNoise(layer.stddev())).build();
    }
}
