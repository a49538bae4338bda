package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Reshape;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Trains {@link Reshape}: its input is reordered, and handed on. */
@AutoService(Dl4jLayer.class)
public final class ReshapeDl4j implements Dl4jLayer<Reshape> {

    @Override
    public Class<Reshape> type() {
        return Reshape.class;
    }

    @Override
    public List<InputPreProcessor> before(Reshape layer, LayerReport report) {
        return ChannelsFirst.reshaping(report.inputShape(), report.outputShape());
    }

    @Override
    public Layer configuration(Reshape layer, LayerReport report, ActivationFunction activation) {
        return new ActivationLayer(Activations.of(ActivationFunction.LINEAR));
    }
}
