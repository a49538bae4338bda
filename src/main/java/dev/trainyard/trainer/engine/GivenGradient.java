package dev.trainyard.trainer.engine;

/**
 * A loss whose gradient is known from elsewhere: its "targets" are the gradient by each output, so that its value is their
 * inner product with the outputs.
 */
public final class GivenGradient implements RowLoss {

    @Override
    public double value(double[] outputs, double[] targets, int at, int width) {
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            sum += outputs[i] * targets[i];
        }
        return sum;
    }

    @Override
    public void slope(double[] outputs, double[] targets, int at, int width, double[] into) {
        System.arraycopy(targets, at, into, at, width);
    }
}
