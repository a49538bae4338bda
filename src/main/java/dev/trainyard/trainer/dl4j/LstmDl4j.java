package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.trainer.dl4j.fused.Recurrences;
import java.util.Map;

/** Trains {@link Lstm} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class LstmDl4j implements Dl4jLayer<Lstm> {

    @Override
    public Class<Lstm> type() {
        return Lstm.class;
    }

    @Override
    public ActivationFunction activation(Lstm layer) {
        return ActivationFunction.LINEAR;
    }

    @Override
    public KernelLayer configuration(Lstm layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> Recurrences.of(layer, report.inputShape()));
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "kernel", "recurrentKernel", "recurrentKernel", "bias", "bias");
    }
}
