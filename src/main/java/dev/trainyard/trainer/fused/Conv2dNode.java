package dev.trainyard.trainer.fused;

import dev.trainyard.definition.layer.Conv2d;
import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.NativeFloats.Matrix;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution as products of matrices: what the window shows at each place is a row, with a 1 at its end for the bias, which
 * lies behind the kernel. So many pictures are laid out at once as a few megabytes hold.
 */
final class Conv2dNode implements Node {

    /** Numbers of the windows of pictures that are multiplied together. */
    private static final int TOGETHER = 1 << 20;

    private static final float[] NOTHING = new float[0];

    private final Sliding window;
    private final int filters;
    private final int columns;
    private final int together;
    private final Curve curve;
    private final MatrixProducts products;
    private final Weights weights;
    private final List<Segment> arrays;
    private final Matrix kernel;
    private final Matrix kernelSlopes;
    private final Sheet shown;
    private final Sheet behind;
    private final Room ofWindows = new Room();
    private final Room ofSums = new Room();
    private final Room ofAnswers = new Room();
    private final Room ofSlopes = new Room();
    private float[] input = NOTHING;
    private float[] sums = NOTHING;
    private float[] answers = NOTHING;

    Conv2dNode(Conv2d layer, Workbench bench) {
        this.window = Sliding.over(
                bench.report(), layer.kernelSize(), layer.strides(), layer.dilationRate(), layer.padding());
        this.filters = bench.report().outputShape().last();
        this.columns = window.shown() + (layer.useBias() ? 1 : 0);
        this.together = Math.max(1, TOGETHER / (window.places() * columns));
        this.curve = Curve.of(bench.activation(), filters);
        this.products = bench.products();
        this.weights = bench.weights();
        this.arrays = bench.report().arrays().stream()
                .map(array -> weights.segment(bench.report().name() + "/" + array.name()))
                .toList();
        this.kernel = weights.matrix(arrays.get(0), filters);
        this.kernelSlopes = weights.slopeMatrix(arrays.get(0), filters);
        this.shown = new Sheet(products, columns);
        this.behind = new Sheet(products, filters);
    }

    @Override
    public float[] forward(float[] pictures, Pass pass) {
        input = pictures;
        sums = ofSums.of(rows() * window.places() * filters);
        answers = ofAnswers.of(sums.length);
        for (int first = 0; first < rows(); first += together) {
            int places = layOut(first);
            products.product(shown.matrix(), kernel, places, behind.room(places * filters));
            behind.read(sums, first * window.places() * filters, places * filters);
        }
        curve.apply(sums, answers);
        return answers;
    }

    private int rows() {
        return input.length / window.picture();
    }

    /** The windows of the pictures from one on, where products reach them; answers how many there are. */
    private int layOut(int first) {
        int count = Math.min(together, rows() - first);
        float[] windows = windows(count);
        for (int picture = 0; picture < count; picture++) {
            int at = picture * window.places() * columns;
            window.show(input, (first + picture) * window.picture(), windows, at, columns);
        }
        for (int end = window.shown(); columns > window.shown() && end < windows.length; end += columns) {
            windows[end] = 1f;
        }
        shown.fill(windows);
        return count * window.places();
    }

    private float[] windows(int pictures) {
        return ofWindows.of(pictures * window.places() * columns);
    }

    @Override
    public float[] backward(float[] slopes, boolean further) {
        curve.times(slopes, sums, answers);
        float[] back = further ? ofSlopes.of(input.length) : NOTHING;
        Arrays.fill(back, 0f);
        for (int first = 0; first < rows(); first += together) {
            int places = rows() > together ? layOut(first) : rows() * window.places();
            Matrix bySums = behind.fill(slopes, first * window.places() * filters, places * filters);
            products.transposedProduct(shown.matrix(), bySums, places, kernelSlopes, first > 0);
            if (further) {
                products.productByTransposed(bySums, kernel, places, shown.matrix());
                gather(first, places / window.places(), back);
            }
        }
        arrays.forEach(weights::readSlopes);
        return back;
    }

    private void gather(int first, int count, float[] back) {
        float[] windows = windows(count);
        shown.read(windows);
        for (int picture = 0; picture < count; picture++) {
            int at = picture * window.places() * columns;
            window.gather(windows, at, columns, back, (first + picture) * window.picture());
        }
    }

    @Override
    public void close() {
        shown.close();
        behind.close();
    }
}
