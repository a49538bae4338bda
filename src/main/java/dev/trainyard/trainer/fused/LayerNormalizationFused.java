package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.LayerNormalization;
import dev.trainyard.trainer.dl4j.fused.Standardizing;

/** Trains {@link LayerNormalization}. */
@AutoService(FusedLayer.class)
public final class LayerNormalizationFused implements FusedLayer<LayerNormalization> {

    @Override
    public Class<LayerNormalization> type() {
        return LayerNormalization.class;
    }

    @Override
    public Node node(LayerNormalization layer, Workbench bench) {
        return new KernelNode(
                new Standardizing(bench.report().inputShape().last(), layer.epsilon(), layer.scale(), layer.center()),
                bench);
    }
}
