package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Merge;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** How DL4J joins what several nodes of a graph answer. */
interface Dl4jMerge<L extends Merge> extends Dl4jLayer<L> {

    GraphVertex vertex();

    @Override
    default Layer configuration(L layer, LayerReport report, ActivationFunction activation) {
        throw new IllegalStateException("%s joins nodes of a graph; it is no layer of a row".formatted(report.type()));
    }
}
