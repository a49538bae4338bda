package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.SeparableConv2d;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link SeparableConv2d}. */
@AutoService(Dl4jLayer.class)
public final class SeparableConv2dDl4j implements Dl4jLayer<SeparableConv2d> {

    @Override
    public Class<SeparableConv2d> type() {
        return SeparableConv2d.class;
    }

    @Override
    public SeparableConvolution2D configuration(SeparableConv2d layer, LayerReport report, ActivationFunction activation) {
        return new SeparableConvolution2D.Builder(Windows.of(layer.kernelSize()))
                .stride(Windows.of(layer.strides()))
                .depthMultiplier(layer.depthMultiplier())
                .dataFormat(CNN2DFormat.NCHW)
                .convolutionMode(Windows.mode(layer.padding()))
                .nIn(report.inputShape().last())
                .nOut(report.outputShape().last())
                .hasBias(layer.useBias())
                .activation(Activations.of(activation))
                .build();
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("depthwiseKernel", "W", "pointwiseKernel", "pW", "bias", "b");
    }

    /** From {@code [multiplier,channels,height,width]} and {@code [filters,channels,1,1]}. */
    @Override
    public INDArray inKerasOrder(String array, INDArray view) {
        return array.equals("bias") ? view : view.permute(2, 3, 1, 0);
    }
}
