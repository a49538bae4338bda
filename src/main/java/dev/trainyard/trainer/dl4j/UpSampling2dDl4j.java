package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.UpSampling2d;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;

/** Trains {@link UpSampling2d}. */
@AutoService(Dl4jLayer.class)
public final class UpSampling2dDl4j implements Dl4jLayer<UpSampling2d> {

    @Override
    public Class<UpSampling2d> type() {
        return UpSampling2d.class;
    }

    @Override
    public Upsampling2D configuration(UpSampling2d layer, LayerReport report, ActivationFunction activation) {
        return new Upsampling2D.Builder().size(Windows.of(layer.size())).build();
    }
}
