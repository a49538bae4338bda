package dev.trainyard.trainer.gan;

import dev.trainyard.definition.Shape;

/**
 * How much made pictures are like the real ones, whose numbers are light from 0 to 1: the peak signal-to-noise ratio in
 * decibels, and the structural similarity (Wang et al. 2004) with its gaussian window of 11 x 11 pixels, each a mean over
 * pictures and channels.
 *
 * @param shape of a picture {@code [height, width, channels]}
 */
record Likeness(Shape shape) {

    /** What equal pictures have, whose ratio has no end. */
    static final double HIGHEST_PSNR = 100;

    private static final int WINDOW = 11;
    private static final double DEVIATION = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    /** The sum over the pictures. */
    double psnr(float[] made, float[] real) {
        int width = Math.toIntExact(shape.size());
        double sum = 0;
        for (int at = 0; at < made.length; at += width) {
            double squares = 0;
            for (int i = at; i < at + width; i++) {
                double error = (double) made[i] - real[i];
                squares += error * error;
            }
            sum += squares == 0 ? HIGHEST_PSNR : Math.min(HIGHEST_PSNR, -10 * StrictMath.log10(squares / width));
        }
        return sum;
    }

    /** The sum over the pictures. */
    double ssim(float[] made, float[] real) {
        int width = Math.toIntExact(shape.size());
        double[] weights = weights();
        double sum = 0;
        for (int at = 0; at < made.length; at += width) {
            for (int channel = 0; channel < shape.last(); channel++) {
                sum += ofPlane(made, real, at + channel, weights) / shape.last();
            }
        }
        return sum;
    }

    /** The gaussian window along one side; smaller where pictures are. */
    private double[] weights() {
        int side = Math.min(shape.dimensions().get(0), shape.dimensions().get(1));
        int length = Math.min(WINDOW, side % 2 == 1 ? side : side - 1);
        double[] weights = new double[Math.max(1, length)];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double off = i - (weights.length - 1) / 2.0;
            weights[i] = StrictMath.exp(-off * off / (2 * DEVIATION * DEVIATION));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** The mean over all places of the window within the picture. */
    private double ofPlane(float[] made, float[] real, int from, double[] weights) {
        int rows = shape.dimensions().get(0) - weights.length + 1;
        int columns = shape.dimensions().get(1) - weights.length + 1;
        double sum = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                sum += ofWindow(made, real, from + place(y, x), weights);
            }
        }
        return sum / (rows * columns);
    }

    private int place(int y, int x) {
        return (y * shape.dimensions().get(1) + x) * shape.last();
    }

    private double ofWindow(float[] made, float[] real, int from, double[] weights) {
        double meanX = 0;
        double meanY = 0;
        double squaresX = 0;
        double squaresY = 0;
        double products = 0;
        for (int y = 0; y < weights.length; y++) {
            for (int x = 0; x < weights.length; x++) {
                double weight = weights[y] * weights[x];
                double a = made[from + place(y, x)];
                double b = real[from + place(y, x)];
                meanX += weight * a;
                meanY += weight * b;
                squaresX += weight * a * a;
                squaresY += weight * b * b;
                products += weight * a * b;
            }
        }
        double covariance = products - meanX * meanY;
        double variances = squaresX - meanX * meanX + squaresY - meanY * meanY;
        return (2 * meanX * meanY + C1)
                * (2 * covariance + C2)
                / ((meanX * meanX + meanY * meanY + C1) * (variances + C2));
    }
}
