package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Prelu;
import dev.trainyard.trainer.dl4j.fused.Slopes;

/** Trains {@link Prelu}. */
@AutoService(FusedLayer.class)
public final class PreluFused implements FusedLayer<Prelu> {

    @Override
    public Class<Prelu> type() {
        return Prelu.class;
    }

    @Override
    public Node node(Prelu layer, Workbench bench) {
        return new KernelNode(
                new Slopes(
                        bench.report().inputShape(),
                        layer.factors(bench.report().inputShape())),
                bench);
    }
}
