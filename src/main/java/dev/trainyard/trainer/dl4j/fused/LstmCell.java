package dev.trainyard.trainer.dl4j.fused;

import java.util.Arrays;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate and no peepholes; the gates are input,
 * forget, candidate, output.
 */
final class LstmCell implements Cell {

    private final Curve curve;
    private final Curve gate;
    private float[][][] gates = new float[0][][];
    private float[][] memory = new float[0][];
    private float[][] shown = new float[0][];
    private float[] later = new float[0];
    private float[] byMemory = new float[0];
    private float[] empty = new float[0];

    LstmCell(Curve curve, Curve gate) {
        this.curve = curve;
        this.gate = gate;
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public void room(int steps, int count) {
        gates = Rooms.of(gates, steps, gates(), count);
        memory = Rooms.of(memory, steps, count);
        shown = Rooms.of(shown, steps, count);
        later = Rooms.of(later, count);
        byMemory = Rooms.of(byMemory, count);
        empty = Rooms.of(empty, count);
    }

    @Override
    public float[][] sums(int step) {
        return gates[step];
    }

    @Override
    public void forward(int step, float[][] recurrent, float[] before, float[] answers, int count) {
        float[][] g = gates[step];
        gate.apply(g[0], count);
        gate.apply(g[1], count);
        curve.apply(g[2], count);
        gate.apply(g[3], count);
        remember(g[0], g[1], g[2], past(step), memory[step], count);
        System.arraycopy(memory[step], 0, shown[step], 0, count);
        curve.apply(shown[step], count);
        multiply(g[3], shown[step], answers, count);
    }

    private float[] past(int step) {
        return step == 0 ? empty : memory[step - 1];
    }

    private static void multiply(float[] a, float[] b, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = a[k] * b[k];
        }
    }

    private static void remember(float[] i, float[] f, float[] g, float[] past, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = f[k] * past[k] + i[k] * g[k];
        }
    }

    @Override
    public void turn(int count) {
        Arrays.fill(later, 0, count, 0f);
    }

    @Override
    public void backward(int step, float[] slopes, float[] before, float[][] bySums, float[][] byRecurrent, int count) {
        float[][] g = gates[step];
        multiply(slopes, g[3], byMemory, count);
        curve.times(byMemory, shown[step], count);
        add(byMemory, later, count);
        multiply(byMemory, g[2], bySums[0], count);
        gate.times(bySums[0], g[0], count);
        multiply(byMemory, past(step), bySums[1], count);
        gate.times(bySums[1], g[1], count);
        multiply(byMemory, g[0], bySums[2], count);
        curve.times(bySums[2], g[2], count);
        multiply(slopes, shown[step], bySums[3], count);
        gate.times(bySums[3], g[3], count);
        multiply(byMemory, g[1], later, count);
    }

    private static void add(float[] into, float[] more, int count) {
        for (int k = 0; k < count; k++) {
            into[k] += more[k];
        }
    }
}
