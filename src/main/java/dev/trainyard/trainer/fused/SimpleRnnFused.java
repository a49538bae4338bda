package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.SimpleRnn;
import dev.trainyard.trainer.dl4j.fused.Recurrences;

/** Trains {@link SimpleRnn}. */
@AutoService(FusedLayer.class)
public final class SimpleRnnFused implements FusedLayer<SimpleRnn> {

    @Override
    public Class<SimpleRnn> type() {
        return SimpleRnn.class;
    }

    @Override
    public Node node(SimpleRnn layer, Workbench bench) {
        return new KernelNode(Recurrences.of(layer, bench.report().inputShape()), bench);
    }
}
