package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Maximum;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Trains {@link Maximum}. */
@AutoService(Dl4jLayer.class)
public final class MaximumDl4j implements Dl4jMerge<Maximum> {

    @Override
    public Class<Maximum> type() {
        return Maximum.class;
    }

    @Override
    public GraphVertex vertex() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Max);
    }
}
