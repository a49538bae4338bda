package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.SelfAttention;
import dev.trainyard.trainer.dl4j.fused.Attention;

/** Trains {@link SelfAttention}. */
@AutoService(FusedLayer.class)
public final class SelfAttentionFused implements FusedLayer<SelfAttention> {

    @Override
    public Class<SelfAttention> type() {
        return SelfAttention.class;
    }

    @Override
    public Node node(SelfAttention layer, Workbench bench) {
        return new KernelNode(new Attention(layer, bench.report().inputShape()), bench);
    }
}
