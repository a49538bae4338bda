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
    private final int units;
    private final Memory.Matrix kernelMatrix;
    private final Memory.Matrix throughMatrix;
    private final Memory.Matrix sumsMatrix;
    private final Memory.Matrix bySumsMatrix;
    private final Memory.Matrix byThroughMatrix;
    private final Memory.Matrix byKernelMatrix;
    private final float[] square;
    private float[][][] gates = new float[0][][];
    private float[] let = new float[0];
    private float[] recalled = new float[0];

    FirstGruCell(Curve curve, Curve gate, int units) {
        this.curve = curve;
        this.gate = gate;
        this.units = units;
        this.kernelMatrix = kernel.matrix(units);
        this.throughMatrix = through.matrix(units);
        this.sumsMatrix = sums.matrix(units);
        this.bySumsMatrix = bySums.matrix(units);
        this.byThroughMatrix = byThrough.matrix(units);
        this.byKernelMatrix = byKernel.matrix(units);
        this.square = new float[units * units];
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public boolean apart() {
        return true;
    }

    /** Keeps the candidate's columns apart. */
    @Override
    public void begin(float[] recurrentKernel, int count) {
        for (int row = 0; row < units; row++) {
            System.arraycopy(recurrentKernel, (3 * row + 2) * units, square, row * units, units);
        }
        kernel.fill(square);
    }

    @Override
    public void room(int steps, int count) {
        gates = Rooms.of(gates, steps, gates(), count);
        through.room(Math.max(1, steps * count));
        sums.room(count);
        bySums.room(count);
        byThrough.room(count);
        let = Rooms.of(let, count);
        recalled = Rooms.of(recalled, count);
    }

    @Override
    public float[][] sums(int step) {
        return gates[step];
    }

    @Override
    public void forward(int step, float[][] recurrent, float[] before, float[] answers, int count) {
        float[] z = gates[step][0];
        float[] r = gates[step][1];
        float[] c = gates[step][2];
        add(z, recurrent[0], count);
        add(r, recurrent[1], count);
        gate.apply(z, count);
        gate.apply(r, count);
        multiply(r, before, let, count);
        through.put(step * count, let, 0, count);
        Memory.product(
                throughMatrix.from(step * count), kernelMatrix.from(0), count / units, sumsMatrix.from(0), false);
        sums.get(0, recalled, 0, count);
        add(c, recalled, count);
        curve.apply(c, count);
        for (int k = 0; k < count; k++) {
            answers[k] = z[k] * before[k] + (1f - z[k]) * c[k];
        }
    }

    private static void add(float[] into, float[] more, int count) {
        for (int k = 0; k < count; k++) {
            into[k] += more[k];
        }
    }

    private static void multiply(float[] a, float[] b, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = a[k] * b[k];
        }
    }

    @Override
    public void turn(int count) {
        Arrays.fill(square, 0f);
        byKernel.fill(square);
    }

    @Override
    public void backward(
            int step, float[] slopes, float[] before, float[][] byInput, float[][] byRecurrent, int count) {
        float[] z = gates[step][0];
        float[] r = gates[step][1];
        float[] c = gates[step][2];
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
        Memory.productByTransposed(bySumsMatrix.from(0), kernelMatrix.from(0), rows, byThroughMatrix.from(0), false);
        byThrough.get(0, recalled, 0, count);
        Memory.transposedProduct(
                throughMatrix.from(step * count), bySumsMatrix.from(0), rows, byKernelMatrix.from(0), true);
    }

    @Override
    public void addSlopes(float[] byRecurrentKernel) {
        byKernel.get(0, square, 0, square.length);
        for (int i = 0; i < square.length; i++) {
            byRecurrentKernel[(3 * (i / units) + 2) * units + i % units] += square[i];
        }
    }
}
