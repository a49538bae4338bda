package dev.trainyard.trainer.engine;

/** {@code -cos} of the angle between outputs and targets. */
final class CosineLoss implements RowLoss {

    private static final double SMALLEST = 1e-12;

    @Override
    public double value(double[] outputs, double[] targets, int at, int width) {
        return -product(outputs, targets, at, width) / (length(outputs, at, width) * length(targets, at, width));
    }

    @Override
    public void slope(double[] outputs, double[] targets, int at, int width, double[] into) {
        double o = length(outputs, at, width);
        double t = length(targets, at, width);
        double cosine = product(outputs, targets, at, width) / (o * t);
        for (int i = at; i < at + width; i++) {
            into[i] = cosine * outputs[i] / (o * o) - targets[i] / (o * t);
        }
    }

    private static double product(double[] a, double[] b, int at, int width) {
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double length(double[] a, int at, int width) {
        return Math.sqrt(Math.max(SMALLEST, product(a, a, at, width)));
    }
}
