package dev.trainyard.trainer.dl4j.fused;

import java.util.Arrays;

/** {@code h = activation(x·W + h·R + b)} (Elman 1990). */
final class SimpleCell implements Cell {

    private final Curve curve;
    private float[][] answered = new float[0][];

    SimpleCell(Curve curve) {
        this.curve = curve;
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public void room(int steps, int count) {
        answered = Rooms.of(answered, steps, count);
    }

    @Override
    public void forward(int step, float[][] sums, float[][] recurrent, float[] before, float[] answers, int count) {
        float[] x = sums[0];
        float[] r = recurrent[0];
        for (int k = 0; k < count; k++) {
            answers[k] = x[k] + r[k];
        }
        curve.apply(answers, count);
        System.arraycopy(answers, 0, answered[step], 0, count);
    }

    @Override
    public void turn(int count) {}

    @Override
    public void backward(int step, float[] slopes, float[] before, float[][] bySums, float[][] byRecurrent, int count) {
        System.arraycopy(slopes, 0, bySums[0], 0, count);
        curve.times(bySums[0], answered[step], count);
        Arrays.fill(slopes, 0, count, 0f);
    }
}
