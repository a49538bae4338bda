package dev.trainyard.trainer.dl4j.fused;

/** {@code h = activation(x·W + h·R + b)} (Elman 1990). */
final class SimpleCell implements Cell {

    private final Curve curve;
    private float[][][] answered = new float[0][][];

    SimpleCell(Curve curve) {
        this.curve = curve;
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public void room(int steps, int count) {
        answered = Rooms.of(answered, steps, gates(), count);
    }

    @Override
    public float[][] sums(int step) {
        return answered[step];
    }

    @Override
    public void forward(int step, float[][] recurrent, float[] before, float[] answers, int count) {
        curve.apply(answered[step][0], count);
        System.arraycopy(answered[step][0], 0, answers, 0, count);
    }

    @Override
    public void backward(int step, float[] slopes, float[] before, float[][] bySums, float[][] byRecurrent, int count) {
        System.arraycopy(slopes, 0, bySums[0], 0, count);
        curve.times(bySums[0], answered[step][0], count);
    }
}
