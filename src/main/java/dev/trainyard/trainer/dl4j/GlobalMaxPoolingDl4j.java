package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.GlobalMaxPooling;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** Trains {@link GlobalMaxPooling}. */
@AutoService(Dl4jLayer.class)
public final class GlobalMaxPoolingDl4j implements Dl4jLayer<GlobalMaxPooling> {

    @Override
    public Class<GlobalMaxPooling> type() {
        return GlobalMaxPooling.class;
    }

    @Override
    public GlobalPoolingLayer configuration(GlobalMaxPooling layer, LayerReport report, ActivationFunction activation) {
        return new GlobalPoolingLayer(PoolingType.MAX);
    }
}
