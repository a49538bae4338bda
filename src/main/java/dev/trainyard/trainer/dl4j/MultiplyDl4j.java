package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Multiply;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Trains {@link Multiply}. */
@AutoService(Dl4jLayer.class)
public final class MultiplyDl4j implements Dl4jMerge<Multiply> {

    @Override
    public Class<Multiply> type() {
        return Multiply.class;
    }

    @Override
    public GraphVertex vertex() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Product);
    }
}
