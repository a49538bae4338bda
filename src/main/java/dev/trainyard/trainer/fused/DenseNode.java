package dev.trainyard.trainer.fused;

import dev.trainyard.definition.layer.Dense;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.NativeFloats.Matrix;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.Updater.Segment;
import org.jspecify.annotations.Nullable;

/** {@code activation(x · kernel + bias)} along the last axis: one product forward, two back. */
final class DenseNode implements Node {

    private final int inputs;
    private final int units;
    private final Curve curve;
    private final Weights weights;
    private final MatrixProducts products;
    private final Segment kernel;
    private final @Nullable Segment bias;
    private final Matrix kernelMatrix;
    private final Matrix kernelSlopes;

    /** The inputs, then the slopes by them. */
    private final Sheet before;

    /** The sums, then the slopes by them. */
    private final Sheet behind;

    private final Room ofSums = new Room();
    private final Room ofAnswers = new Room();
    private final Room ofSlopes = new Room();
    private int rows;
    private float[] sums = new float[0];
    private float[] answers = new float[0];
    private float[] back = new float[0];

    DenseNode(Dense layer, Workbench bench) {
        this.inputs = bench.report().inputShape().last();
        this.units = bench.report().outputShape().last();
        this.curve = Curve.of(bench.activation(), units);
        this.weights = bench.weights();
        this.products = bench.products();
        this.kernel = weights.segment(bench.report().name() + "/kernel");
        this.bias = layer.useBias() ? weights.segment(bench.report().name() + "/bias") : null;
        this.kernelMatrix = weights.matrix(kernel, units);
        this.kernelSlopes = weights.slopeMatrix(kernel, units);
        this.before = new Sheet(products, inputs);
        this.behind = new Sheet(products, units);
    }

    @Override
    public float[] forward(float[] input, Pass pass) {
        rows = input.length / inputs;
        sums = ofSums.of(rows * units);
        answers = ofAnswers.of(rows * units);
        products.product(before.fill(input), kernelMatrix, rows, behind.room(sums.length));
        behind.read(sums);
        if (bias != null) {
            addBias(weights.values(), bias.from());
        }
        curve.apply(sums, answers);
        return answers;
    }

    private void addBias(float[] values, int from) {
        for (int at = 0; at < sums.length; at += units) {
            for (int unit = 0; unit < units; unit++) {
                sums[at + unit] += values[from + unit];
            }
        }
    }

    @Override
    public float[] backward(float[] slopes, boolean further) {
        curve.times(slopes, sums, answers);
        if (bias != null) {
            addUp(slopes, weights.slopes(), bias.from());
        }
        Matrix bySums = behind.fill(slopes);
        products.transposedProduct(before.matrix(), bySums, rows, kernelSlopes);
        weights.readSlopes(kernel);
        if (further) {
            back = ofSlopes.of(rows * inputs);
            products.productByTransposed(bySums, kernelMatrix, rows, before.matrix());
            before.read(back);
        }
        return back;
    }

    private void addUp(float[] slopes, float[] into, int from) {
        System.arraycopy(slopes, 0, into, from, units);
        for (int at = units; at < slopes.length; at += units) {
            for (int unit = 0; unit < units; unit++) {
                into[from + unit] += slopes[at + unit];
            }
        }
    }

    @Override
    public void close() {
        before.close();
        behind.close();
    }
}
