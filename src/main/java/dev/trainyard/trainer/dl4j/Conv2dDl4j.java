package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Conv2d;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link Conv2d}. */
@AutoService(Dl4jLayer.class)
public final class Conv2dDl4j implements Dl4jLayer<Conv2d> {

    @Override
    public Class<Conv2d> type() {
        return Conv2d.class;
    }

    @Override
    public ConvolutionLayer configuration(Conv2d layer, LayerReport report, ActivationFunction activation) {
        return new ConvolutionLayer.Builder(Windows.of(layer.kernelSize()))
                .stride(Windows.of(layer.strides()))
                .dilation(Windows.of(layer.dilationRate()))
                .convolutionMode(Windows.mode(layer.padding()))
                .nIn(report.inputShape().last())
                .nOut(report.outputShape().last())
                .hasBias(layer.useBias())
                .activation(Activations.of(activation))
                .build();
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("kernel", "W", "bias", "b");
    }

    /** From {@code [filters,channels,height,width]}. */
    @Override
    public INDArray inKerasOrder(String array, INDArray view) {
        return array.equals("kernel") ? view.permute(2, 3, 1, 0) : view;
    }
}
