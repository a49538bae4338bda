package dev.trainyard.trainer.dl4j;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.AlgoMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdDataAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BwdFilterAlgo;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.FwdAlgo;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arithmetic of a two-dimensional convolution on the CPU, put where DL4J has room for such helpers: the patches of one
 * picture at a time are laid out as a matrix in plain Java, and OpenBLAS multiplies. DL4J's own way spends most of its time
 * on laying out whole batches.
 */
final class OpenBlasConvolution implements ConvolutionHelper {

    private final boolean bias;
    private final Patches patches = new Patches();

    private OpenBlasConvolution(boolean bias) {
        this.bias = bias;
    }

    /** Gives each convolution of a network its helper, where there is a CPU and DL4J has found no other. */
    static void install(Layer[] layers) {
        if (!Nd4j.getBackend().getClass().getSimpleName().startsWith("Cpu")) {
            return;
        }
        try {
            Field helper = ConvolutionLayer.class.getDeclaredField("helper");
            helper.setAccessible(true);
            for (Layer layer : layers) {
                if (layer.getClass() == ConvolutionLayer.class && helper.get(layer) == null) {
                    helper.set(layer, new OpenBlasConvolution(((ConvolutionLayer) layer).hasBias()));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this DL4J keeps its helpers elsewhere", e);
        }
    }

    @Override
    public boolean checkSupported() {
        return true;
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Map.of();
    }

    @Override
    public INDArray activate(INDArray z, IActivation activation, boolean training) {
        return activation.getActivation(z, training);
    }

    /** Null where this is not for floats with channels first, which makes DL4J do it its own way. */
    @Override
    public @Nullable INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray biases,
            int[] kernel,
            int[] strides,
            int[] pad,
            AlgoMode mode,
            FwdAlgo algorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (input.dataType() != DataType.FLOAT || format != CNN2DFormat.NCHW) {
            return null;
        }
        ConvolutionGeometry at = ConvolutionGeometry.of(input, weights, strides, pad, dilation, convolutionMode);
        INDArray sums = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                DataType.FLOAT,
                new long[] {at.examples(), at.filters(), at.outHeight(), at.outWidth()},
                'c');
        INDArray pictures = contiguous(input);
        INDArray kernels = contiguous(weights);
        FloatBuffer from = buffer(pictures);
        float[] start = biased(biases, at);
        FloatBuffer into = buffer(sums);
        for (int n = 0; n < at.examples(); n++) {
            patches.layOut(from, n, at);
            into.position(n * start.length);
            into.put(start);
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    openblas.CblasNoTrans,
                    at.filters(),
                    at.places(),
                    at.reach(),
                    1f,
                    pointer(kernels, 0),
                    at.reach(),
                    patches.matrix(),
                    at.places(),
                    1f,
                    pointer(sums, (long) n * start.length),
                    at.places());
        }
        keep(pictures, kernels, sums);
        return sums;
    }

    private static float[] biased(INDArray biases, ConvolutionGeometry at) {
        float[] each = Arrays2d.floats(biases);
        float[] start = new float[at.filters() * at.places()];
        for (int filter = 0; filter < at.filters(); filter++) {
            Arrays.fill(start, filter * at.places(), (filter + 1) * at.places(), each[filter]);
        }
        return start;
    }

    @Override
    public @Nullable Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            INDArray biases,
            INDArray delta,
            int[] kernel,
            int[] strides,
            int[] pad,
            INDArray biasSlopes,
            INDArray weightSlopes,
            IActivation activation,
            AlgoMode mode,
            BwdFilterAlgo filterAlgorithm,
            BwdDataAlgo dataAlgorithm,
            ConvolutionMode convolutionMode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (input.dataType() != DataType.FLOAT || format != CNN2DFormat.NCHW) {
            return null;
        }
        ConvolutionGeometry at = ConvolutionGeometry.of(input, weights, strides, pad, dilation, convolutionMode);
        INDArray slopes = contiguous(delta);
        INDArray pictures = contiguous(input);
        INDArray kernels = contiguous(weights);
        INDArray inputSlopes =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
        FloatBuffer from = buffer(pictures);
        FloatBuffer into = buffer(inputSlopes);
        long answer = (long) at.filters() * at.places();
        for (int n = 0; n < at.examples(); n++) {
            patches.layOut(from, n, at);
            FloatPointer slope = pointer(slopes, n * answer);
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    openblas.CblasTrans,
                    at.filters(),
                    at.reach(),
                    at.places(),
                    1f,
                    slope,
                    at.places(),
                    patches.matrix(),
                    at.places(),
                    n == 0 ? 0f : 1f,
                    pointer(weightSlopes, 0),
                    at.reach());
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasTrans,
                    openblas.CblasNoTrans,
                    at.reach(),
                    at.places(),
                    at.filters(),
                    1f,
                    pointer(kernels, 0),
                    at.reach(),
                    slope,
                    at.places(),
                    0f,
                    patches.matrix(),
                    at.places());
            patches.gather(into, n, at);
        }
        keep(pictures, kernels, slopes, weightSlopes, inputSlopes);
        Gradient gradient = new DefaultGradient();
        if (bias) {
            slopes.sum(biasSlopes.reshape(at.filters()), 0, 2, 3);
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasSlopes);
        }
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightSlopes, 'c');
        return new Pair<>(gradient, inputSlopes);
    }

    /** Native memory is freed with its array, and addresses do not count as a use of it. */
    private static void keep(INDArray... used) {
        Reference.reachabilityFence(used);
    }

    private static INDArray contiguous(INDArray array) {
        return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
    }

    /** What an array holds; its data may be part of a larger buffer. */
    private static FloatBuffer buffer(INDArray array) {
        return pointer(array, 0).capacity(array.length()).asBuffer();
    }

    private static FloatPointer pointer(INDArray array, long from) {
        long start = array.data().address() + Float.BYTES * (array.offset() + from);
        return new FloatPointer() {
            {
                address = start;
            }
        };
    }
}
