package dev.trainyard.trainer.dl4j.fused;

import java.util.Arrays;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate and no peepholes; the gates are input,
 * forget, candidate, output.
 */
final class LstmCell implements Cell {

    private final Curve curve;
    private final Curve gate;
    private float[][] input = new float[0][];
    private float[][] forget = new float[0][];
    private float[][] candidate = new float[0][];
    private float[][] output = new float[0][];
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
        input = Rooms.of(input, steps, count);
        forget = Rooms.of(forget, steps, count);
        candidate = Rooms.of(candidate, steps, count);
        output = Rooms.of(output, steps, count);
        memory = Rooms.of(memory, steps, count);
        shown = Rooms.of(shown, steps, count);
        if (later.length < count) {
            later = new float[count];
            byMemory = new float[count];
            empty = new float[count];
        }
    }

    @Override
    public void forward(int step, float[][] sums, float[][] recurrent, float[] before, float[] answers, int count) {
        add(sums[0], recurrent[0], input[step], count);
        add(sums[1], recurrent[1], forget[step], count);
        add(sums[2], recurrent[2], candidate[step], count);
        add(sums[3], recurrent[3], output[step], count);
        gate.apply(input[step], count);
        gate.apply(forget[step], count);
        curve.apply(candidate[step], count);
        gate.apply(output[step], count);
        remember(input[step], forget[step], candidate[step], past(step), memory[step], count);
        System.arraycopy(memory[step], 0, shown[step], 0, count);
        curve.apply(shown[step], count);
        multiply(output[step], shown[step], answers, count);
    }

    private float[] past(int step) {
        return step == 0 ? empty : memory[step - 1];
    }

    private static void add(float[] a, float[] b, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = a[k] + b[k];
        }
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
        multiply(slopes, output[step], byMemory, count);
        curve.times(byMemory, shown[step], count);
        add(byMemory, later, byMemory, count);
        multiply(byMemory, candidate[step], bySums[0], count);
        gate.times(bySums[0], input[step], count);
        multiply(byMemory, past(step), bySums[1], count);
        gate.times(bySums[1], forget[step], count);
        multiply(byMemory, input[step], bySums[2], count);
        curve.times(bySums[2], candidate[step], count);
        multiply(slopes, shown[step], bySums[3], count);
        gate.times(bySums[3], output[step], count);
        multiply(byMemory, forget[step], later, count);
        Arrays.fill(slopes, 0, count, 0f);
    }
}
