package dev.trainyard.trainer.dl4j.fused;

import java.util.Arrays;

/**
 * Gated recurrent unit as first published (Cho et al. 2014): the reset gate acts on what was answered before, and the
 * candidate's recurrent sums are made of what it lets through. The gates are update, reset, candidate.
 */
final class FirstGruCell implements Cell {

    private final Curve curve;
    private final Curve gate;
    private final Memory kernel = new Memory();
    private final Memory through = new Memory();
    private final Memory sums = new Memory();
    private final Memory bySums = new Memory();
    private final Memory byThrough = new Memory();
    private final Memory byKernel = new Memory();
    private int units;
    private float[][] update = new float[0][];
    private float[][] reset = new float[0][];
    private float[][] candidate = new float[0][];
    private float[] let = new float[0];
    private float[] recalled = new float[0];

    FirstGruCell(Curve curve, Curve gate) {
        this.curve = curve;
        this.gate = gate;
    }

    @Override
    public int gates() {
        return 3;
    }

    /** Keeps the candidate's columns apart. */
    @Override
    public void begin(float[] recurrentKernel, int count) {
        units = count;
        float[] own = new float[units * units];
        for (int row = 0; row < units; row++) {
            System.arraycopy(recurrentKernel, (3 * row + 2) * units, own, row * units, units);
        }
        kernel.fill(own);
    }

    @Override
    public void room(int steps, int count) {
        update = Rooms.of(update, steps, count);
        reset = Rooms.of(reset, steps, count);
        candidate = Rooms.of(candidate, steps, count);
        through.room(Math.max(1, steps * count));
        sums.room(count);
        bySums.room(count);
        byThrough.room(count);
        if (let.length < count) {
            let = new float[count];
            recalled = new float[count];
        }
    }

    @Override
    public void forward(int step, float[][] input, float[][] recurrent, float[] before, float[] answers, int count) {
        float[] z = update[step];
        float[] r = reset[step];
        float[] c = candidate[step];
        add(input[0], recurrent[0], z, count);
        add(input[1], recurrent[1], r, count);
        gate.apply(z, count);
        gate.apply(r, count);
        multiply(r, before, let, count);
        through.put(step * count, let, 0, count);
        Memory.product(
                through.matrix(step * count, units),
                kernel.matrix(0, units),
                count / units,
                sums.matrix(0, units),
                false);
        sums.get(0, recalled, 0, count);
        add(input[2], recalled, c, count);
        curve.apply(c, count);
        for (int k = 0; k < count; k++) {
            answers[k] = z[k] * before[k] + (1f - z[k]) * c[k];
        }
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

    @Override
    public void turn(int count) {
        byKernel.fill(new float[units * units]);
    }

    @Override
    public void backward(
            int step, float[] slopes, float[] before, float[][] byInput, float[][] byRecurrent, int count) {
        float[] z = update[step];
        float[] r = reset[step];
        float[] c = candidate[step];
        for (int k = 0; k < count; k++) {
            byInput[0][k] = slopes[k] * (before[k] - c[k]);
            byInput[2][k] = slopes[k] * (1f - z[k]);
        }
        gate.times(byInput[0], z, count);
        curve.times(byInput[2], c, count);
        backThroughCandidate(step, byInput[2], count);
        multiply(recalled, before, byInput[1], count);
        gate.times(byInput[1], r, count);
        System.arraycopy(byInput[0], 0, byRecurrent[0], 0, count);
        System.arraycopy(byInput[1], 0, byRecurrent[1], 0, count);
        Arrays.fill(byRecurrent[2], 0, count, 0f);
        for (int k = 0; k < count; k++) {
            slopes[k] = slopes[k] * z[k] + recalled[k] * r[k];
        }
    }

    /** Leaves the slopes by what the reset gate let through, and adds those by the kernel. */
    private void backThroughCandidate(int step, float[] byCandidate, int count) {
        int rows = count / units;
        bySums.put(0, byCandidate, 0, count);
        Memory.productByTransposed(
                bySums.matrix(0, units), kernel.matrix(0, units), rows, byThrough.matrix(0, units), false);
        byThrough.get(0, recalled, 0, count);
        Memory.transposedProduct(
                through.matrix(step * count, units), bySums.matrix(0, units), rows, byKernel.matrix(0, units), true);
    }

    @Override
    public void addSlopes(float[] byRecurrentKernel) {
        float[] own = new float[units * units];
        byKernel.get(0, own, 0, own.length);
        for (int i = 0; i < own.length; i++) {
            byRecurrentKernel[(3 * (i / units) + 2) * units + i % units] += own[i];
        }
    }
}
