package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Subtract;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Trains {@link Subtract}. */
@AutoService(Dl4jLayer.class)
public final class SubtractDl4j implements Dl4jMerge<Subtract> {

    @Override
    public Class<Subtract> type() {
        return Subtract.class;
    }

    @Override
    public GraphVertex vertex() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Subtract);
    }
}
