package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Concatenate;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Trains {@link Concatenate}: DL4J joins along its first axis after the batch, which is Keras' last. */
@AutoService(Dl4jLayer.class)
public final class ConcatenateDl4j implements Dl4jMerge<Concatenate> {

    @Override
    public Class<Concatenate> type() {
        return Concatenate.class;
    }

    @Override
    public GraphVertex vertex() {
        return new MergeVertex();
    }
}
