package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Conv2d;

/** Trains {@link Conv2d}. */
@AutoService(FusedLayer.class)
public final class Conv2dFused implements FusedLayer<Conv2d> {

    @Override
    public Class<Conv2d> type() {
        return Conv2d.class;
    }

    @Override
    public Node node(Conv2d layer, Workbench bench) {
        return new Conv2dNode(layer, bench);
    }
}
