package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.GlobalAveragePooling;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** Trains {@link GlobalAveragePooling}. */
@AutoService(Dl4jLayer.class)
public final class GlobalAveragePoolingDl4j implements Dl4jLayer<GlobalAveragePooling> {

    @Override
    public Class<GlobalAveragePooling> type() {
        return GlobalAveragePooling.class;
    }

    @Override
    public GlobalPoolingLayer configuration(GlobalAveragePooling layer, LayerReport report, ActivationFunction activation) {
        return new GlobalPoolingLayer(PoolingType.AVG);
    }
}
