package dev.trainyard.trainer.rbm;

/** What a small machine of binary units really thinks: sums over all states of its visible units. */
final class Exact {

    private final BoltzmannMachine machine;
    private final float[] states;
    private final double[] energies;
    private final double logPartition;

    Exact(BoltzmannMachine machine) {
        this.machine = machine;
        int count = 1 << machine.visible();
        this.states = new float[count * machine.visible()];
        for (int state = 0; state < count; state++) {
            for (int i = 0; i < machine.visible(); i++) {
                states[state * machine.visible() + i] = state >> i & 1;
            }
        }
        this.energies = machine.freeEnergy(states, count);
        this.logPartition = logSum();
    }

    private double logSum() {
        double lowest = Double.POSITIVE_INFINITY;
        for (double energy : energies) {
            lowest = Math.min(lowest, energy);
        }
        double sum = 0;
        for (double energy : energies) {
            sum += Math.exp(lowest - energy);
        }
        return Math.log(sum) - lowest;
    }

    /** Mean log-likelihood of rows, in nats. */
    double logLikelihood(float[] rows) {
        double[] own = machine.freeEnergy(rows, rows.length / machine.visible());
        double sum = 0;
        for (double energy : own) {
            sum -= energy + logPartition;
        }
        return sum / own.length;
    }

    /** The gradient of the rows' mean negative log-likelihood, in the order of the machine's parameters. */
    double[] gradient(float[] rows) {
        int count = rows.length / machine.visible();
        double[] gradient = new double[machine.parameters().length];
        for (int row = 0; row < count; row++) {
            add(rows, row, -1.0 / count, gradient);
        }
        for (int state = 0; state < energies.length; state++) {
            add(states, state, Math.exp(-energies[state] - logPartition), gradient);
        }
        return gradient;
    }

    private void add(float[] from, int row, double weight, double[] gradient) {
        int v = machine.visible();
        float[] one = java.util.Arrays.copyOfRange(from, row * v, (row + 1) * v);
        float[] hidden = machine.hidden(one, 1);
        for (int i = 0; i < v; i++) {
            for (int j = 0; j < hidden.length; j++) {
                gradient[i * hidden.length + j] += weight * one[i] * hidden[j];
            }
            gradient[machine.visibleBiasAt() + i] += weight * one[i];
        }
        for (int j = 0; j < hidden.length; j++) {
            gradient[machine.biasAt() + j] += weight * hidden[j];
        }
    }
}
