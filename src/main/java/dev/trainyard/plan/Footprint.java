package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * What training a network takes.
 *
 * @param trainable how many numbers are learned
 * @param kept how many are only kept, such as running averages
 * @param activations how many numbers all layers answer for one row, the row itself included
 * @param products multiplications of one row's way through the network
 * @param largestProduct those of its largest layer
 */
public record Footprint(long trainable, long kept, long activations, long products, long largestProduct) {

    private static final int FLOAT = 4;

    /** An array that is looked up and never multiplied. */
    private static final String LOOKED_UP = "embeddings";

    /** Training keeps what a layer answered and the gradient of it. */
    private static final int FORTH_AND_BACK = 2;

    /** A pass forth is one product a layer, a pass back two: with regard to the input and to the kernel. */
    private static final int PASSES = 3;

    /** Seen on one core with DL4J 1.0.0-M2.1: a small network takes about 0.5 ms a batch, whatever is in it. */
    private static final double SECONDS_PER_BATCH = 0.0005;

    private static final double PRODUCTS_PER_SECOND = 1.5e10;
    private static final long WORTH_THREADS = 50_000_000;
    private static final int MOST_THREADS = 4;

    static Footprint of(ShapeInference network) {
        return of(network.layers());
    }

    public static Footprint of(List<LayerReport> layers) {
        List<ParameterSpec> arrays =
                layers.stream().flatMap(layer -> layer.arrays().stream()).toList();
        long trainable = arrays.stream()
                .filter(ParameterSpec::trainable)
                .mapToLong(array -> array.shape().size())
                .sum();
        long input = layers.get(0).inputShape().size();
        long answers =
                layers.stream().mapToLong(layer -> layer.outputShape().size()).sum();
        List<Long> products = layers.stream().map(Footprint::products).toList();
        return new Footprint(
                trainable,
                layers.stream().mapToLong(LayerReport::parameters).sum() - trainable,
                input + answers,
                products.stream().mapToLong(Long::longValue).sum(),
                products.stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Each kernel is used once at each place of a picture, or each step of a series. */
    private static long products(LayerReport layer) {
        Shape places = layer.outputShape().rank() > 1 ? layer.outputShape() : layer.inputShape();
        long kernels = layer.arrays().stream()
                .filter(array -> array.shape().rank() > 1 && !array.name().equals(LOOKED_UP))
                .mapToLong(array -> array.shape().size())
                .sum();
        return kernels * (places.size() / places.last());
    }

    Plan.Memory memory(int batch, Optimizer optimizer, long budget) {
        long parameters = FLOAT * (trainable + kept);
        long updater = FLOAT * trainable * copies(optimizer);
        long perRow = FLOAT * FORTH_AND_BACK * activations;
        long largest = Math.max(0, (budget - parameters - updater) / perRow);
        return new Plan.Memory(parameters, updater, perRow * batch, parameters + updater + perRow * batch, (int)
                Math.min(Integer.MAX_VALUE, largest));
    }

    /** How many numbers each rule remembers for each parameter. */
    private static int copies(Optimizer optimizer) {
        if (optimizer instanceof Optimizer.Sgd || optimizer instanceof Optimizer.Manhattan) {
            return 0;
        }
        if (optimizer instanceof Optimizer.Adam
                || optimizer instanceof Optimizer.AdaMax
                || optimizer instanceof Optimizer.Nadam
                || optimizer instanceof Optimizer.AdamW
                || optimizer instanceof Optimizer.Rprop
                || optimizer instanceof Optimizer.AdaDelta) {
            return 2;
        }
        return optimizer instanceof Optimizer.AmsGrad ? 3 : 1;
    }

    /** Floating-point operations of a row's way through the network and back. */
    public double operationsOfRow() {
        return 2.0 * PASSES * products;
    }

    /** A rule of thumb; the job itself will tell. */
    Plan.Estimate estimate(long rows, int batch, int epochs) {
        double batches = Math.ceil((double) rows / batch);
        double seconds = batches * SECONDS_PER_BATCH + PASSES * (double) rows * products / PRODUCTS_PER_SECOND;
        return new Plan.Estimate(rounded(seconds), rounded(seconds * epochs), "rule-of-thumb");
    }

    private static double rounded(double seconds) {
        return new BigDecimal(seconds).round(new MathContext(2)).doubleValue();
    }

    /** Below this size a second thread costs more than it brings. */
    int threads(int batch) {
        boolean worthwhile = batch * (double) largestProduct > WORTH_THREADS;
        return worthwhile ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()) : 1;
    }
}
