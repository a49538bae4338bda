package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Dense;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link Dense}. */
@AutoService(Dl4jLayer.class)
public final class DenseDl4j implements Dl4jLayer<Dense> {

    @Override
    public Class<Dense> type() {
        return Dense.class;
    }

    /** Along the last axis of a larger input it is a convolution whose kernel covers one place. */
    @Override
    public Layer configuration(Dense layer, LayerReport report, ActivationFunction activation) {
        FeedForwardLayer.Builder<?> builder = switch (report.inputShape().rank()) {
            case 1 -> new DenseLayer.Builder().hasBias(layer.useBias());
            case 2 -> new Convolution1DLayer.Builder(1).hasBias(layer.useBias());
            case 3 -> new ConvolutionLayer.Builder(1, 1).hasBias(layer.useBias());
            default -> throw new IllegalArgumentException("dense over " + report.inputShape());
        };
        return builder.nIn(report.inputShape().last())
                .nOut(report.outputShape().last())
                .activation(Activations.of(activation))
                .build();
    }

    @Override
    public INDArray inKerasOrder(String array, INDArray view) {
        return switch (view.rank()) {
            case 3 -> view.reshape('c', view.size(1), view.size(0));
            case 4 -> view.reshape('c', view.size(0), view.size(1)).transpose();
            default -> view;
        };
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "W", "bias", "b");
    }
}
