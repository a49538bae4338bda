package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Flatten;

/** Trains {@link Flatten}: the numbers of an example stand in Keras' order already. */
@AutoService(FusedLayer.class)
public final class FlattenFused implements FusedLayer<Flatten> {

    @Override
    public Class<Flatten> type() {
        return Flatten.class;
    }

    @Override
    public Node node(Flatten layer, Workbench bench) {
        return new Through();
    }
}
