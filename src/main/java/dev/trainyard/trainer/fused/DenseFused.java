package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Dense;

/** Trains {@link Dense}. */
@AutoService(FusedLayer.class)
public final class DenseFused implements FusedLayer<Dense> {

    @Override
    public Class<Dense> type() {
        return Dense.class;
    }

    @Override
    public Node node(Dense layer, Workbench bench) {
        return new DenseNode(layer, bench);
    }
}
