package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.BatchNormalization;

/** Trains {@link BatchNormalization}. */
@AutoService(FusedLayer.class)
public final class BatchNormalizationFused implements FusedLayer<BatchNormalization> {

    @Override
    public Class<BatchNormalization> type() {
        return BatchNormalization.class;
    }

    @Override
    public Node node(BatchNormalization layer, Workbench bench) {
        return new BatchNormalizationNode(layer, bench);
    }
}
