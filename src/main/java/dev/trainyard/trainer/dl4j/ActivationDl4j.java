package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activation;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;

/** Trains {@link Activation}. */
@AutoService(Dl4jLayer.class)
public final class ActivationDl4j implements Dl4jLayer<Activation> {

    @Override
    public Class<Activation> type() {
        return Activation.class;
    }

    /** DL4J's softmax runs along the last axis, so it needs the channels there. */
    @Override
    public List<InputPreProcessor> before(Activation layer, LayerReport report) {
        return layer.activation() == ActivationFunction.SOFTMAX
                ? ChannelsFirst.toKeras(report.inputShape())
                : List.of();
    }

    @Override
    public List<InputPreProcessor> after(Activation layer, LayerReport report) {
        return layer.activation() == ActivationFunction.SOFTMAX
                ? ChannelsFirst.fromKeras(report.outputShape())
                : List.of();
    }

    @Override
    public ActivationLayer configuration(Activation layer, LayerReport report, ActivationFunction activation) {
        return new ActivationLayer(Activations.of(activation));
    }
}
