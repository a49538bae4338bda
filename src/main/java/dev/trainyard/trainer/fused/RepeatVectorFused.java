package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.RepeatVector;
import dev.trainyard.trainer.dl4j.fused.Repeat;

/** Trains {@link RepeatVector}. */
@AutoService(FusedLayer.class)
public final class RepeatVectorFused implements FusedLayer<RepeatVector> {

    @Override
    public Class<RepeatVector> type() {
        return RepeatVector.class;
    }

    @Override
    public Node node(RepeatVector layer, Workbench bench) {
        return new KernelNode(
                new Repeat(
                        bench.report().inputShape().last(),
                        bench.report().outputShape().dimensions().get(0)),
                bench);
    }
}
