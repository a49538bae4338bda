package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.LastTimeStep;
import dev.trainyard.trainer.dl4j.fused.LastStep;

/** Trains {@link LastTimeStep}. */
@AutoService(FusedLayer.class)
public final class LastTimeStepFused implements FusedLayer<LastTimeStep> {

    @Override
    public Class<LastTimeStep> type() {
        return LastTimeStep.class;
    }

    @Override
    public Node node(LastTimeStep layer, Workbench bench) {
        return new KernelNode(new LastStep(bench.report().inputShape()), bench);
    }
}
