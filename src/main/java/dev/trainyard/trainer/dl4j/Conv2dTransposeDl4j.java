package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Conv2dTranspose;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link Conv2dTranspose}. */
@AutoService(Dl4jLayer.class)
public final class Conv2dTransposeDl4j implements Dl4jLayer<Conv2dTranspose> {

    @Override
    public Class<Conv2dTranspose> type() {
        return Conv2dTranspose.class;
    }

    @Override
    public Deconvolution2D configuration(Conv2dTranspose layer, LayerReport report, ActivationFunction activation) {
        return new Deconvolution2D.Builder(Windows.of(layer.kernelSize()))
                .stride(Windows.of(layer.strides()))
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

    /** From {@code [channels,filters,height,width]}. */
    @Override
    public INDArray inKerasOrder(String array, INDArray view) {
        return array.equals("kernel") ? view.permute(2, 3, 1, 0) : view;
    }
}
