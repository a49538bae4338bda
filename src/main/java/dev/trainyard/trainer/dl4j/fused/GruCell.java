package dev.trainyard.trainer.dl4j.fused;

/**
 * Gated recurrent unit (Cho et al. 2014) whose reset gate acts on the recurrent sums, biases included; the gates are
 * update, reset, candidate.
 */
final class GruCell implements Cell {

    private final Curve curve;
    private final Curve gate;
    private float[][][] gates = new float[0][][];
    private float[][] recalled = new float[0][];

    GruCell(Curve curve, Curve gate) {
        this.curve = curve;
        this.gate = gate;
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public boolean apart() {
        return true;
    }

    @Override
    public void room(int steps, int count) {
        gates = Rooms.of(gates, steps, gates(), count);
        recalled = Rooms.of(recalled, steps, count);
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
        System.arraycopy(recurrent[2], 0, recalled[step], 0, count);
        propose(c, recalled[step], r, count);
        curve.apply(c, count);
        blend(z, before, c, answers, count);
    }

    private static void add(float[] into, float[] more, int count) {
        for (int k = 0; k < count; k++) {
            into[k] += more[k];
        }
    }

    private static void propose(float[] into, float[] recalled, float[] r, int count) {
        for (int k = 0; k < count; k++) {
            into[k] += r[k] * recalled[k];
        }
    }

    private static void blend(float[] z, float[] before, float[] c, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = z[k] * before[k] + (1f - z[k]) * c[k];
        }
    }

    @Override
    public void backward(int step, float[] slopes, float[] before, float[][] bySums, float[][] byRecurrent, int count) {
        float[] z = gates[step][0];
        float[] r = gates[step][1];
        float[] c = gates[step][2];
        byUpdate(slopes, before, c, bySums[0], count);
        gate.times(bySums[0], z, count);
        byCandidate(slopes, z, bySums[2], count);
        curve.times(bySums[2], c, count);
        multiply(bySums[2], recalled[step], bySums[1], count);
        gate.times(bySums[1], r, count);
        multiply(bySums[2], r, byRecurrent[2], count);
        System.arraycopy(bySums[0], 0, byRecurrent[0], 0, count);
        System.arraycopy(bySums[1], 0, byRecurrent[1], 0, count);
        multiply(slopes, z, slopes, count);
    }

    private static void byUpdate(float[] slopes, float[] before, float[] c, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = slopes[k] * (before[k] - c[k]);
        }
    }

    private static void byCandidate(float[] slopes, float[] z, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = slopes[k] * (1f - z[k]);
        }
    }

    private static void multiply(float[] a, float[] b, float[] into, int count) {
        for (int k = 0; k < count; k++) {
            into[k] = a[k] * b[k];
        }
    }
}
