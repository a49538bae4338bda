package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.trainer.dl4j.fused.Recurrences;

/** Trains {@link Gru}. */
@AutoService(FusedLayer.class)
public final class GruFused implements FusedLayer<Gru> {

    @Override
    public Class<Gru> type() {
        return Gru.class;
    }

    @Override
    public Node node(Gru layer, Workbench bench) {
        return new KernelNode(Recurrences.of(layer, bench.report().inputShape()), bench);
    }
}
