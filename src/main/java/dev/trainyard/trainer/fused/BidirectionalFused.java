package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.trainer.dl4j.fused.BothWays;

/** Trains {@link Bidirectional}. */
@AutoService(FusedLayer.class)
public final class BidirectionalFused implements FusedLayer<Bidirectional> {

    @Override
    public Class<Bidirectional> type() {
        return Bidirectional.class;
    }

    @Override
    public Node node(Bidirectional layer, Workbench bench) {
        return new KernelNode(new BothWays(layer, bench.report().inputShape()), bench);
    }
}
