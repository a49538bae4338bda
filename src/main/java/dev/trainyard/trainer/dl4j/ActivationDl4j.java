package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activation;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;

/** Trains {@link Activation}. */
@AutoService(Dl4jLayer.class)
public final class ActivationDl4j implements Dl4jLayer<Activation> {

    @Override
    public Class<Activation> type() {
        return Activation.class;
    }

    @Override
    public ActivationLayer configuration(Activation layer, LayerReport report, ActivationFunction activation) {
        return new ActivationLayer(Activations.of(activation));
    }
}
