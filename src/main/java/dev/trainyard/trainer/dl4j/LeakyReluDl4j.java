package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.LeakyRelu;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/** Trains {@link LeakyRelu}. */
@AutoService(Dl4jLayer.class)
public final class LeakyReluDl4j implements Dl4jLayer<LeakyRelu> {

    @Override
    public Class<LeakyRelu> type() {
        return LeakyRelu.class;
    }

    @Override
    public ActivationLayer configuration(LeakyRelu layer, LayerReport report, ActivationFunction activation) {
        return new ActivationLayer(new ActivationLReLU(layer.negativeSlope()));
    }
}
