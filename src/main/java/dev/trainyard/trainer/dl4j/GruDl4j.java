package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.trainer.dl4j.fused.Recurrences;
import java.util.Map;

/** Trains {@link Gru} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class GruDl4j implements Dl4jLayer<Gru> {

    @Override
    public Class<Gru> type() {
        return Gru.class;
    }

    @Override
    public ActivationFunction activation(Gru layer) {
        return ActivationFunction.LINEAR;
    }

    @Override
    public KernelLayer configuration(Gru layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> Recurrences.of(layer, report.inputShape()));
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "kernel", "recurrentKernel", "recurrentKernel", "bias", "bias");
    }
}
