package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Dense;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** Trains {@link Dense}. */
@AutoService(Dl4jLayer.class)
public final class DenseDl4j implements Dl4jLayer<Dense> {

    @Override
    public Class<Dense> type() {
        return Dense.class;
    }

    @Override
    public DenseLayer configuration(Dense layer, LayerReport report, ActivationFunction activation) {
        return new DenseLayer.Builder()
                .nIn(report.inputShape().last())
                .nOut(report.outputShape().last())
                .hasBias(layer.useBias())
                .activation(Activations.of(activation))
                .build();
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "W", "bias", "b");
    }
}
