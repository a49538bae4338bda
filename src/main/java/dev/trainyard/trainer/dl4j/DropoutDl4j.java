package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Trains {@link Dropout}; DL4J counts the share that is kept. */
@AutoService(Dl4jLayer.class)
public final class DropoutDl4j implements Dl4jLayer<Dropout> {

    @Override
    public Class<Dropout> type() {
        return Dropout.class;
    }

    @Override
    public Layer configuration(Dropout layer, LayerReport report, ActivationFunction activation) {
        return layer.rate() == 0
                ? new ActivationLayer(Activations.of(ActivationFunction.LINEAR))
                : new DropoutLayer.Builder(1 - layer.rate()).build();
    }
}
