package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.SimpleRnn;
import dev.trainyard.trainer.dl4j.fused.Recurrences;
import java.util.Map;

/** Trains {@link SimpleRnn} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class SimpleRnnDl4j implements Dl4jLayer<SimpleRnn> {

    @Override
    public Class<SimpleRnn> type() {
        return SimpleRnn.class;
    }

    @Override
    public ActivationFunction activation(SimpleRnn layer) {
        return ActivationFunction.LINEAR;
    }

    @Override
    public KernelLayer configuration(SimpleRnn layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> Recurrences.of(layer, report.inputShape()));
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "kernel", "recurrentKernel", "recurrentKernel", "bias", "bias");
    }
}
