package dev.trainyard.trainer.rbm;

import dev.trainyard.definition.Rbm;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.MatrixProducts.Factor;
import dev.trainyard.trainer.engine.MatrixProducts.Size;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the gradient of the negative log-likelihood of a machine: what the data ask of it, less what the machine
 * dreams after k steps of Gibbs sampling, begun at the data (CD-k, Hinton 2002) or where the last dream ended (persistent
 * CD, Tieleman 2008).
 */
final class ContrastiveDivergence {

    private final BoltzmannMachine machine;
    private final Rbm rbm;
    private final MatrixProducts products;
    private float @Nullable [] chains;

    ContrastiveDivergence(BoltzmannMachine machine, Rbm rbm, MatrixProducts products) {
        this.machine = machine;
        this.rbm = rbm;
        this.products = products;
    }

    /**
     * Works out the mean gradient of some rows.
     *
     * @param gradient is overwritten
     * @return mean squared error of the rows' reconstruction
     */
    double gradient(float[] data, int rows, SeededRandom random, float[] gradient) {
        Arrays.fill(gradient, 0f);
        float[] awake = machine.hidden(data, rows);
        add(data, awake, rows, -1f / rows, gradient);
        favourSparsity(awake, rows, gradient);
        float[] dream = dream(data, awake, rows, random);
        int dreams = dream.length / machine.visible();
        add(dream, machine.hidden(dream, dreams), dreams, 1f / dreams, gradient);
        return Reconstruction.error(data, machine.visible(awake, rows));
    }

    /** The visible states after k steps; the hidden units are drawn in each, so that they pass on one bit only. */
    private float[] dream(float[] data, float[] awake, int rows, SeededRandom random) {
        float[] fantasies = chains == null ? data : chains;
        int count = fantasies.length / machine.visible();
        float[] chances = chains == null ? awake.clone() : machine.hidden(fantasies, count);
        float[] states = fantasies;
        for (int step = 0; step < rbm.cd(); step++) {
            float[] bits = BoltzmannMachine.draw(step == 0 ? chances : machine.hidden(states, count), random);
            states = machine.drawVisible(machine.visible(bits, count), random);
        }
        if (rbm.persistent()) {
            chains = states.clone();
        }
        return states;
    }

    /** Adds {@code factor · vᵀh} and the sums of both to the gradient. */
    private void add(float[] v, float[] h, int rows, float factor, float[] gradient) {
        Size size = new Size(machine.visible(), rows, machine.hidden());
        products.multiply(Factor.turned(v), Factor.of(h), size, factor, 1, gradient);
        addColumns(h, machine.hidden(), factor, gradient, machine.biasAt());
        addColumns(v, machine.visible(), factor, gradient, machine.visibleBiasAt());
    }

    private static void addColumns(float[] values, int width, float factor, float[] gradient, int at) {
        for (int from = 0; from < values.length; from += width) {
            for (int i = 0; i < width; i++) {
                gradient[at + i] += factor * values[from + i];
            }
        }
    }

    /** Pulls each hidden unit's mean towards the share of time it should be on, by its bias (Lee et al. 2008). */
    private void favourSparsity(float[] awake, int rows, float[] gradient) {
        Rbm.Sparsity sparsity = rbm.sparsity();
        if (sparsity == null) {
            return;
        }
        float cost = sparsity.cost().floatValue();
        addColumns(awake, machine.hidden(), cost / rows, gradient, machine.biasAt());
        for (int j = 0; j < machine.hidden(); j++) {
            gradient[machine.biasAt() + j] -= cost * sparsity.target().floatValue();
        }
    }

    /** Where the persistent dreams are, {@code [chains, visible]}; null before the first. */
    float @Nullable [] chains() {
        return chains;
    }

    void setChains(float @Nullable [] states) {
        chains = states == null ? null : states.clone();
    }
}
