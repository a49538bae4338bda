package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Add;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Trains {@link Add}. */
@AutoService(Dl4jLayer.class)
public final class AddDl4j implements Dl4jMerge<Add> {

    @Override
    public Class<Add> type() {
        return Add.class;
    }

    @Override
    public GraphVertex vertex() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Add);
    }
}
