package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activated;
import dev.trainyard.definition.layer.Layer;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How DL4J trains one type of layer; found as a service. */
public interface Dl4jLayer<L extends Layer> {

    Class<L> type();

    /** The function at its end; on the last layer the loss applies it instead. */
    default ActivationFunction activation(L layer) {
        return layer instanceof Activated activated ? activated.activation() : ActivationFunction.LINEAR;
    }

    /**
     * DL4J's configuration of it.
     *
     * @param report the shapes it has in its network
     * @param activation the function at its end
     */
    org.deeplearning4j.nn.conf.layers.Layer configuration(L layer, LayerReport report, ActivationFunction activation);

    /** What is done to its input before, such as flattening it. */
    default List<InputPreProcessor> before(L layer, LayerReport report) {
        return List.of();
    }

    /** What is done to its output before the next layer sees it. */
    default List<InputPreProcessor> after(L layer, LayerReport report) {
        return List.of();
    }

    /** What DL4J calls its arrays, by their names in the catalogue. */
    default Map<String, String> arrays() {
        return Map.of();
    }

    /** The same for a layer whose arrays depend on how it is described. */
    default Map<String, String> arrays(L layer) {
        return arrays();
    }

    /** The same for a layer whose arrays depend on how it is described. */
    default INDArray inKerasOrder(L layer, String array, INDArray view) {
        return inKerasOrder(array, view);
    }

    /** A view of one of DL4J's arrays with its axes in Keras' order. */
    default INDArray inKerasOrder(String array, INDArray view) {
        return view;
    }
}
