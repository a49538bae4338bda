package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Average;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Trains {@link Average}. */
@AutoService(Dl4jLayer.class)
public final class AverageDl4j implements Dl4jMerge<Average> {

    @Override
    public Class<Average> type() {
        return Average.class;
    }

    @Override
    public GraphVertex vertex() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Average);
    }
}
