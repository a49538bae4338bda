package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.SeriesPadding;
import dev.trainyard.definition.layer.Conv1d;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link Conv1d}. */
@AutoService(Dl4jLayer.class)
public final class Conv1dDl4j implements Dl4jLayer<Conv1d> {

    @Override
    public Class<Conv1d> type() {
        return Conv1d.class;
    }

    @Override
    public Convolution1DLayer configuration(Conv1d layer, LayerReport report, ActivationFunction activation) {
        return new Convolution1DLayer.Builder(layer.kernelSize())
                .stride(layer.strides())
                .dilation(layer.dilationRate())
                .convolutionMode(mode(layer.padding()))
                .nIn(report.inputShape().last())
                .nOut(report.outputShape().last())
                .hasBias(layer.useBias())
                .activation(Activations.of(activation))
                .build();
    }

    private static ConvolutionMode mode(SeriesPadding padding) {
        return padding == SeriesPadding.CAUSAL ? ConvolutionMode.Causal : Windows.mode(padding.window());
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "W", "bias", "b");
    }

    /** DL4J declares {@code [filters,features,steps]}, and lays the numbers down the other way round. */
    @Override
    public INDArray inKerasOrder(String array, INDArray view) {
        return array.equals("kernel") ? view.reshape('c', view.size(2), view.size(1), view.size(0)) : view;
    }
}
