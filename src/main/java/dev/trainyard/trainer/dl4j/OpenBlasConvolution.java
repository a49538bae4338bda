package dev.trainyard.trainer.dl4j;

import java.lang.reflect.Field;
import java.nio.FloatBuffer;
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
    private float[] picture = new float[0];
    private float[] patches = new float[0];
    private FloatPointer matrix = new FloatPointer(0);
    private FloatBuffer matrixBuffer = matrix.asBuffer();

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
    public INDArray preOutput(
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
        Geometry at = Geometry.of(input, weights, strides, pad, dilation, convolutionMode);
        INDArray sums = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, DataType.FLOAT, new long[] {at.examples, at.filters, at.outHeight, at.outWidth}, 'c');
        INDArray pictures = contiguous(input);
        INDArray kernels = contiguous(weights);
        FloatBuffer from = buffer(pictures);
        float[] start = biased(biases, at);
        FloatBuffer into = buffer(sums);
        for (int n = 0; n < at.examples; n++) {
            layOut(from, n, at);
            into.position(n * start.length);
            into.put(start);
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasNoTrans,
                    at.filters, at.places, at.reach,
                    1f, pointer(kernels, 0), at.reach,
                    matrix, at.places,
                    1f, pointer(sums, (long) n * start.length), at.places);
        }
        return sums;
    }

    private static float[] biased(INDArray biases, Geometry at) {
        float[] each = Arrays2d.floats(biases);
        float[] start = new float[at.filters * at.places];
        for (int filter = 0; filter < at.filters; filter++) {
            java.util.Arrays.fill(start, filter * at.places, (filter + 1) * at.places, each[filter]);
        }
        return start;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
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
        Geometry at = Geometry.of(input, weights, strides, pad, dilation, convolutionMode);
        INDArray slopes = contiguous(delta);
        INDArray pictures = contiguous(input);
        INDArray kernels = contiguous(weights);
        INDArray inputSlopes =
                workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
        FloatBuffer from = buffer(pictures);
        FloatBuffer into = buffer(inputSlopes);
        long answer = (long) at.filters * at.places;
        for (int n = 0; n < at.examples; n++) {
            layOut(from, n, at);
            FloatPointer slope = pointer(slopes, n * answer);
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor, openblas.CblasNoTrans, openblas.CblasTrans,
                    at.filters, at.reach, at.places,
                    1f, slope, at.places,
                    matrix, at.places,
                    n == 0 ? 0f : 1f, pointer(weightSlopes, 0), at.reach);
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor, openblas.CblasTrans, openblas.CblasNoTrans,
                    at.reach, at.places, at.filters,
                    1f, pointer(kernels, 0), at.reach,
                    slope, at.places,
                    0f, matrix, at.places);
            gather(into, n, at);
        }
        Gradient gradient = new DefaultGradient();
        if (bias) {
            slopes.sum(biasSlopes.reshape(at.filters), 0, 2, 3);
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasSlopes);
        }
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightSlopes, 'c');
        return new Pair<>(gradient, inputSlopes);
    }

    /** Lays the patches of one picture out: a column for each place, a row for each entry of a kernel. */
    private void layOut(FloatBuffer from, int n, Geometry at) {
        room(at);
        from.position(n * at.pictureSize);
        from.get(picture, 0, at.pictureSize);
        for (int row = 0, entry = 0; entry < at.reach; entry++) {
            int channel = entry / (at.kernelHeight * at.kernelWidth) * at.height * at.width;
            int down = entry / at.kernelWidth % at.kernelHeight * at.downDilation - at.top;
            int across = entry % at.kernelWidth * at.acrossDilation - at.left;
            for (int y = 0; y < at.outHeight; y++, row += at.outWidth) {
                int line = y * at.downStride + down;
                if (line < 0 || line >= at.height) {
                    java.util.Arrays.fill(patches, row, row + at.outWidth, 0f);
                } else {
                    copyLine(channel + line * at.width, across, row, at);
                }
            }
        }
        matrixBuffer.position(0);
        matrixBuffer.put(patches, 0, at.reach * at.places);
    }

    private void copyLine(int line, int across, int row, Geometry at) {
        if (at.acrossStride == 1) {
            int first = Math.max(0, -across);
            int end = Math.max(first, Math.min(at.outWidth, at.width - across));
            java.util.Arrays.fill(patches, row, row + Math.min(first, at.outWidth), 0f);
            if (end > first) {
                System.arraycopy(picture, line + across + first, patches, row + first, end - first);
            }
            if (end < at.outWidth) {
                java.util.Arrays.fill(patches, row + end, row + at.outWidth, 0f);
            }
            return;
        }
        for (int x = 0; x < at.outWidth; x++) {
            int column = x * at.acrossStride + across;
            patches[row + x] = column >= 0 && column < at.width ? picture[line + column] : 0f;
        }
    }

    /** Adds the slopes of the patches up to those of the picture. */
    private void gather(FloatBuffer into, int n, Geometry at) {
        matrixBuffer.position(0);
        matrixBuffer.get(patches, 0, at.reach * at.places);
        java.util.Arrays.fill(picture, 0, at.pictureSize, 0f);
        for (int row = 0, entry = 0; entry < at.reach; entry++) {
            int channel = entry / (at.kernelHeight * at.kernelWidth) * at.height * at.width;
            int down = entry / at.kernelWidth % at.kernelHeight * at.downDilation - at.top;
            int across = entry % at.kernelWidth * at.acrossDilation - at.left;
            for (int y = 0; y < at.outHeight; y++, row += at.outWidth) {
                int line = y * at.downStride + down;
                if (line >= 0 && line < at.height) {
                    addLine(channel + line * at.width, across, row, at);
                }
            }
        }
        into.position(n * at.pictureSize);
        into.put(picture, 0, at.pictureSize);
    }

    private void addLine(int line, int across, int row, Geometry at) {
        int stride = at.acrossStride;
        int first = Math.max(0, (-across + stride - 1) / stride);
        int end = Math.min(at.outWidth, (at.width - 1 - across) / stride + 1);
        if (at.width - 1 - across < 0) {
            end = 0;
        }
        if (stride == 1) {
            int shift = line + across;
            for (int x = first; x < end; x++) {
                picture[shift + x] += patches[row + x];
            }
        } else {
            for (int x = first; x < end; x++) {
                picture[line + across + x * stride] += patches[row + x];
            }
        }
    }

    private void room(Geometry at) {
        if (picture.length < at.pictureSize) {
            picture = new float[at.pictureSize];
        }
        if (patches.length < at.reach * at.places) {
            patches = new float[at.reach * at.places];
            matrix.close();
            matrix = new FloatPointer(patches.length);
            matrixBuffer = matrix.asBuffer();
        }
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

    /** The sizes of one call. */
    private record Geometry(
            int examples,
            int filters,
            int height,
            int width,
            int pictureSize,
            int kernelHeight,
            int kernelWidth,
            int reach,
            int outHeight,
            int outWidth,
            int places,
            int downStride,
            int acrossStride,
            int top,
            int left,
            int downDilation,
            int acrossDilation) {

        static Geometry of(
                INDArray input, INDArray weights, int[] strides, int[] pad, int[] dilation, ConvolutionMode mode) {
            int height = (int) input.size(2);
            int width = (int) input.size(3);
            int kernelHeight = (int) weights.size(2);
            int kernelWidth = (int) weights.size(3);
            int outHeight = outputs(height, (kernelHeight - 1) * dilation[0] + 1, strides[0], pad[0], mode);
            int outWidth = outputs(width, (kernelWidth - 1) * dilation[1] + 1, strides[1], pad[1], mode);
            return new Geometry(
                    (int) input.size(0),
                    (int) weights.size(0),
                    height,
                    width,
                    Math.toIntExact(input.size(1) * height * width),
                    kernelHeight,
                    kernelWidth,
                    Math.toIntExact(weights.size(1) * kernelHeight * kernelWidth),
                    outHeight,
                    outWidth,
                    Math.multiplyExact(outHeight, outWidth),
                    strides[0],
                    strides[1],
                    pad[0],
                    pad[1],
                    dilation[0],
                    dilation[1]);
        }

        private static int outputs(int length, int reach, int stride, int pad, ConvolutionMode mode) {
            return mode == ConvolutionMode.Same
                    ? (length + stride - 1) / stride
                    : (length + 2 * pad - reach) / stride + 1;
        }
    }
}
