package dev.trainyard.trainer.dl4j;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.DepthwiseConv2d;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;

/** Trains {@link DepthwiseConv2d}. */
@AutoService(Dl4jLayer.class)
public final class DepthwiseConv2dDl4j implements Dl4jLayer<DepthwiseConv2d> {

    @Override
    public Class<DepthwiseConv2d> type() {
        return DepthwiseConv2d.class;
    }

    @Override
    public DepthwiseConvolution2D configuration(DepthwiseConv2d layer, LayerReport report, ActivationFunction activation) {
        return new DepthwiseConvolution2D.Builder(Windows.of(layer.kernelSize()))
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
        return Map.of("depthwiseKernel", "W", "bias", "b");
    }
}
