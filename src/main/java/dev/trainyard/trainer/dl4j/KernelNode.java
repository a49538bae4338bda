package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Shape;
import dev.trainyard.trainer.dl4j.fused.Kernel;
import dev.trainyard.trainer.dl4j.fused.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A {@link KernelLayer} at work. */
@SuppressWarnings("serial") // DL4J declares its layers serializable; this one never leaves the process
final class KernelNode extends BaseLayer<KernelLayer> {

    private final Kernel kernel;
    private float[][] arrays = new float[0][];

    KernelNode(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
        this.kernel = ((KernelLayer) configuration.getLayer()).newKernel();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        arrays = specs().stream()
                .map(spec -> Arrays2d.floats(getParam(spec.name())))
                .toArray(float[][]::new);
        float[] answers = kernel.forward(arrays, Arrays2d.floats(ChannelsFirst.inKerasOrder(input)), span());
        return workspaces.dup(ArrayType.ACTIVATIONS, channelsFirst(answers, outputShape()), 'c');
    }

    private Span span() {
        Shape shape = layerConf().report().inputShape();
        return new Span(
                (int) input.size(0), shape.dimensions().get(0), layerConf().lengths());
    }

    private INDArray channelsFirst(float[] values, Shape example) {
        long[] shape = LongStream.concat(
                        LongStream.of(input.size(0)),
                        example.dimensions().stream().mapToLong(Integer::longValue))
                .toArray();
        return ChannelsFirst.of(Nd4j.create(values, shape, 'c'));
    }

    private Shape outputShape() {
        return layerConf().report().outputShape();
    }

    private List<ParameterSpec> specs() {
        return layerConf().report().arrays();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        float[][] slopes = specs().stream()
                .map(spec -> new float[Math.toIntExact(spec.shape().size())])
                .toArray(float[][]::new);
        float[] back = kernel.backward(arrays, Arrays2d.floats(ChannelsFirst.inKerasOrder(epsilon)), slopes, true);
        INDArray byInput = channelsFirst(back, layerConf().report().inputShape());
        return new Pair<>(gradient(slopes), workspaces.dup(ArrayType.ACTIVATION_GRAD, byInput, 'c'));
    }

    private Gradient gradient(float[][] slopes) {
        Gradient gradient = new DefaultGradient();
        for (int i = 0; i < slopes.length; i++) {
            String name = specs().get(i).name();
            INDArray view = Objects.requireNonNull(gradientViews.get(name));
            view.assign(Nd4j.create(slopes[i], view.shape(), 'c'));
            gradient.setGradientFor(name, view);
        }
        return gradient;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
