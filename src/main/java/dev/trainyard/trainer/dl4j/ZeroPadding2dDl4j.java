package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Margins;
import dev.trainyard.definition.layer.ZeroPadding2d;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;

/** Trains {@link ZeroPadding2d}. */
@AutoService(Dl4jLayer.class)
public final class ZeroPadding2dDl4j implements Dl4jLayer<ZeroPadding2d> {

    @Override
    public Class<ZeroPadding2d> type() {
        return ZeroPadding2d.class;
    }

    @Override
    public ZeroPaddingLayer configuration(ZeroPadding2d layer, LayerReport report, ActivationFunction activation) {
        Margins margins = layer.padding();
        return new ZeroPaddingLayer.Builder(margins.top(), margins.bottom(), margins.left(), margins.right()).build();
    }
}
