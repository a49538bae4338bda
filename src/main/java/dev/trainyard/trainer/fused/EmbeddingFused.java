package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.trainer.dl4j.fused.Lookup;

/** Trains {@link Embedding}. */
@AutoService(FusedLayer.class)
public final class EmbeddingFused implements FusedLayer<Embedding> {

    @Override
    public Class<Embedding> type() {
        return Embedding.class;
    }

    @Override
    public Node node(Embedding layer, Workbench bench) {
        return new KernelNode(new Lookup(layer.inputDim().count(), layer.outputDim()), bench);
    }
}
