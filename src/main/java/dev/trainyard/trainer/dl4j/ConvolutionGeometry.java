package dev.trainyard.trainer.dl4j;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sizes of one convolution of a batch with channels first. */
record ConvolutionGeometry(
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

    static ConvolutionGeometry of(
            INDArray input, INDArray weights, int[] strides, int[] pad, int[] dilation, ConvolutionMode mode) {
        int height = (int) input.size(2);
        int width = (int) input.size(3);
        int kernelHeight = (int) weights.size(2);
        int kernelWidth = (int) weights.size(3);
        int outHeight = outputs(height, (kernelHeight - 1) * dilation[0] + 1, strides[0], pad[0], mode);
        int outWidth = outputs(width, (kernelWidth - 1) * dilation[1] + 1, strides[1], pad[1], mode);
        return new ConvolutionGeometry(
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
        return mode == ConvolutionMode.Same ? (length + stride - 1) / stride : (length + 2 * pad - reach) / stride + 1;
    }
}
