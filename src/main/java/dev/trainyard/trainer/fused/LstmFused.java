package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.trainer.dl4j.fused.Recurrences;

/** Trains {@link Lstm}. */
@AutoService(FusedLayer.class)
public final class LstmFused implements FusedLayer<Lstm> {

    @Override
    public Class<Lstm> type() {
        return Lstm.class;
    }

    @Override
    public Node node(Lstm layer, Workbench bench) {
        return new KernelNode(Recurrences.of(layer, bench.report().inputShape()), bench);
    }
}
