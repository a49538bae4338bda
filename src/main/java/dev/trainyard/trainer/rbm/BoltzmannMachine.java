package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.Rbm.Visible;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.MatrixProducts.Factor;
import dev.trainyard.trainer.engine.MatrixProducts.Size;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.Arrays;
import java.util.List;

/**
 * One machine: binary hidden units over binary or standard normal visible ones. Its parameters lie in one array: kernel
 * {@code [visible, hidden]}, bias of the hidden units, bias of the visible ones.
 */
final class BoltzmannMachine {

    private final String name;
    private final int visible;
    private final int hidden;
    private final Visible kind;
    private final MatrixProducts products;
    private final float[] parameters;

    BoltzmannMachine(String name, int visible, int hidden, Visible kind, MatrixProducts products) {
        this.name = name;
        this.visible = visible;
        this.hidden = hidden;
        this.kind = kind;
        this.products = products;
        this.parameters = new float[visible * hidden + hidden + visible];
    }

    String name() {
        return name;
    }

    int visible() {
        return visible;
    }

    int hidden() {
        return hidden;
    }

    boolean isBinary() {
        return kind == Visible.BERNOULLI;
    }

    /** The array itself: what is written here is learned. */
    float[] parameters() {
        return parameters;
    }

    int biasAt() {
        return visible * hidden;
    }

    int visibleBiasAt() {
        return visible * hidden + hidden;
    }

    List<Segment> segments() {
        return List.of(
                new Segment(name + "/kernel", 0, 0, biasAt(), false),
                new Segment(name + "/bias", 0, biasAt(), visibleBiasAt(), false),
                new Segment(name + "/visibleBias", 0, visibleBiasAt(), parameters.length, false));
    }

    List<NamedArray> named() {
        return List.of(
                new NamedArray(name + "/kernel", List.of(visible, hidden), part(0, biasAt())),
                new NamedArray(name + "/bias", List.of(hidden), part(biasAt(), visibleBiasAt())),
                new NamedArray(name + "/visibleBias", List.of(visible), part(visibleBiasAt(), parameters.length)));
    }

    private float[] part(int from, int to) {
        return Arrays.copyOfRange(parameters, from, to);
    }

    void set(NamedArrays arrays) {
        setUpwards(arrays);
        setVisibleBias(arrays);
    }

    /** Sets what the way up needs: kernel and bias. */
    void setUpwards(NamedArrays arrays) {
        segments().subList(0, 2).forEach(segment -> set(segment, arrays));
    }

    void setVisibleBias(NamedArrays arrays) {
        set(segments().get(2), arrays);
    }

    private void set(Segment segment, NamedArrays arrays) {
        float[] values = arrays.get(segment.name()).values();
        System.arraycopy(values, 0, parameters, segment.from(), values.length);
    }

    /** The hidden units' chances to be on, {@code [rows, hidden]}. */
    float[] hidden(float[] v, int rows) {
        float[] sums = sums(v, rows);
        Logistic.apply(sums, sums.length);
        return sums;
    }

    private float[] sums(float[] v, int rows) {
        float[] sums = repeated(biasAt(), hidden, rows);
        products.multiply(Factor.of(v), Factor.of(parameters), new Size(rows, visible, hidden), 1, 1, sums);
        return sums;
    }

    /** The visible units' means, {@code [rows, visible]}. */
    float[] visible(float[] h, int rows) {
        float[] means = repeated(visibleBiasAt(), visible, rows);
        products.multiply(Factor.of(h), Factor.turned(parameters), new Size(rows, hidden, visible), 1, 1, means);
        if (isBinary()) {
            Logistic.apply(means, means.length);
        }
        return means;
    }

    /** The means after one way up and down, by chances and not by draws. */
    float[] reconstruction(float[] v, int rows) {
        return visible(hidden(v, rows), rows);
    }

    private float[] repeated(int from, int width, int rows) {
        float[] all = new float[Math.multiplyExact(rows, width)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(parameters, from, all, row * width, width);
        }
        return all;
    }

    /** Draws visible states from their means, in place. */
    float[] drawVisible(float[] means, SeededRandom random) {
        if (isBinary()) {
            return draw(means, random);
        }
        for (int i = 0; i < means.length; i++) {
            means[i] += (float) random.nextGaussian();
        }
        return means;
    }

    /** Draws states from chances, in place; by the sign of a difference and not by a branch, which no processor could foresee. */
    static float[] draw(float[] chances, SeededRandom random) {
        for (int i = 0; i < chances.length; i++) {
            float above = (random.nextLong() >>> 40) * 0x1p-24f - chances[i];
            chances[i] = Float.floatToRawIntBits(above) >>> 31;
        }
        return chances;
    }

    /**
     * Each row's free energy, the lower the likelier: {@code -a·v - Σ log(1 + exp(b + vW))}, with {@code ½|v - a|²} in
     * place of {@code -a·v} for normal visible units.
     */
    double[] freeEnergy(float[] v, int rows) {
        return freeEnergy(v, sums(v, rows), rows);
    }

    private double[] freeEnergy(float[] v, float[] sums, int rows) {
        double[] energies = ofHidden(sums, rows);
        for (int row = 0; row < rows; row++) {
            energies[row] += ofVisible(v, row * visible);
        }
        return energies;
    }

    /** By the sums, which are used up. */
    private double[] ofHidden(float[] sums, int rows) {
        Logistic.softplus(sums, sums.length);
        double[] energies = new double[rows];
        for (int row = 0; row < rows; row++) {
            double total = 0;
            for (int j = row * hidden; j < (row + 1) * hidden; j++) {
                total += sums[j];
            }
            energies[row] = -total;
        }
        return energies;
    }

    private double ofVisible(float[] v, int at) {
        double energy = 0;
        for (int i = 0; i < visible; i++) {
            double bias = parameters[visibleBiasAt() + i];
            energy += isBinary() ? -bias * v[at + i] : (v[at + i] - bias) * (v[at + i] - bias) / 2;
        }
        return energy;
    }

    /** Free energies of rows, and of the same rows with one unit of each turned over. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Energies(double[] ofRows, double[] ofTurned) {}

    /**
     * Works both out with one product: turning a binary unit over changes the sums by a row of the kernel.
     *
     * @param units which one of each row
     */
    Energies energies(float[] v, int[] units) {
        int rows = units.length;
        float[] sums = sums(v, rows);
        float[] others = sums.clone();
        for (int row = 0; row < rows; row++) {
            float change = change(v, row, units[row]);
            for (int j = 0; j < hidden; j++) {
                others[row * hidden + j] += change * parameters[units[row] * hidden + j];
            }
        }
        double[] turned = ofHidden(others, rows);
        for (int row = 0; row < rows; row++) {
            double bias = parameters[visibleBiasAt() + units[row]];
            turned[row] += ofVisible(v, row * visible) - bias * change(v, row, units[row]);
        }
        return new Energies(freeEnergy(v, sums, rows), turned);
    }

    private float change(float[] v, int row, int unit) {
        return 1 - 2 * v[row * visible + unit];
    }
}
