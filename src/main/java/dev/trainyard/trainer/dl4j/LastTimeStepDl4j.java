package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.LastTimeStep;
import dev.trainyard.trainer.dl4j.fused.LastStep;

/** Trains {@link LastTimeStep} with a kernel of our own. */
@AutoService(Dl4jLayer.class)
public final class LastTimeStepDl4j implements Dl4jLayer<LastTimeStep> {

    @Override
    public Class<LastTimeStep> type() {
        return LastTimeStep.class;
    }

    @Override
    public KernelLayer configuration(LastTimeStep layer, LayerReport report, ActivationFunction activation) {
        return new KernelLayer(report, () -> new LastStep(report.inputShape()));
    }
}
