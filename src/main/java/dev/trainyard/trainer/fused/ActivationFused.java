package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.layer.Activation;

/** Trains {@link Activation}. */
@AutoService(FusedLayer.class)
public final class ActivationFused implements FusedLayer<Activation> {

    @Override
    public Class<Activation> type() {
        return Activation.class;
    }

    @Override
    public Node node(Activation layer, Workbench bench) {
        return bench.activation() == ActivationFunction.LINEAR
                ? new Through()
                : new Applied(
                        Curve.of(bench.activation(), bench.report().inputShape().last()));
    }
}
