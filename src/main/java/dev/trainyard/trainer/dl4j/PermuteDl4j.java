package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Permute;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Trains {@link Permute}: its input is reordered, and handed on. */
@AutoService(Dl4jLayer.class)
public final class PermuteDl4j implements Dl4jLayer<Permute> {

    @Override
    public Class<Permute> type() {
        return Permute.class;
    }

    @Override
    public List<InputPreProcessor> before(Permute layer, LayerReport report) {
        return ChannelsFirst.permuting(
                report.inputShape(), layer.dims().stream().map(axis -> axis - 1).toList());
    }

    @Override
    public Layer configuration(Permute layer, LayerReport report, ActivationFunction activation) {
        return new ActivationLayer(Activations.of(ActivationFunction.LINEAR));
    }
}
