package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Margins;
import dev.trainyard.definition.layer.Cropping2d;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Trains {@link Cropping2d}. */
@AutoService(Dl4jLayer.class)
public final class Cropping2dDl4j implements Dl4jLayer<Cropping2d> {

    @Override
    public Class<Cropping2d> type() {
        return Cropping2d.class;
    }

    @Override
    public Cropping2D configuration(Cropping2d layer, LayerReport report, ActivationFunction activation) {
        Margins margins = layer.cropping();
        return new Cropping2D.Builder(margins.top(), margins.bottom(), margins.left(), margins.right()).build();
    }
}
