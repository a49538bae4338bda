package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Reshape;

/** Trains {@link Reshape}: the numbers of an example stay where they are. */
@AutoService(FusedLayer.class)
public final class ReshapeFused implements FusedLayer<Reshape> {

    @Override
    public Class<Reshape> type() {
        return Reshape.class;
    }

    @Override
    public Node node(Reshape layer, Workbench bench) {
        return new Through();
    }
}
