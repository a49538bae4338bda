package dev.trainyard.trainer.fused;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.dl4j.Dl4jEngineMaker;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/** The same network in our own loop and in DL4J, from the same parameters. */
final class Twins implements AutoCloseable {

    /** Beside steps so large the parameters they start from are lost, and what is left is the gradient. */
    private static final double HUGE = 1 << 24;

    final Engine fused;
    final Engine dl4j;

    Twins(ResolvedJob job, long seed) {
        NamedArrays start = drawn(job, seed);
        this.fused = new FusedEngineMaker().make(job, start);
        this.dl4j = new Dl4jEngineMaker().make(job, start);
    }

    /** Parameters that are no special ones: biases and scales are not 0 and 1. */
    static NamedArrays drawn(ResolvedJob job, long seed) {
        SeededRandom random = new SeededRandom(seed);
        List<NamedArray> arrays = new ArrayList<>();
        job.layers()
                .forEach(report -> report.arrays().forEach(spec -> {
                    float[] values = new float[Math.toIntExact(spec.shape().size())];
                    for (int i = 0; i < values.length; i++) {
                        values[i] =
                                (float) (spec.trainable() ? random.nextGaussian() * 0.5 : 0.5 + random.nextDouble());
                    }
                    arrays.add(new NamedArray(
                            report.name() + "/" + spec.name(), spec.shape().dimensions(), values));
                }));
        return new NamedArrays(arrays);
    }

    /** The gradient, taken from what a step of plain descent changes. */
    static NamedArrays gradient(Engine engine, Batch batch) {
        NamedArrays before = engine.parameters();
        engine.step(batch, HUGE);
        NamedArrays after = engine.parameters();
        engine.setParameters(before);
        List<NamedArray> slopes = new ArrayList<>();
        for (NamedArray array : before.arrays()) {
            float[] values = after.get(array.name()).values();
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((array.values()[i] - values[i]) / HUGE);
            }
            slopes.add(new NamedArray(array.name(), array.shape(), values));
        }
        return new NamedArrays(slopes);
    }

    /** The largest difference between two lists of arrays, beside the largest number of the network. */
    static double difference(NamedArrays one, NamedArrays other) {
        double largest = 0;
        double difference = 0;
        for (NamedArray array : other.arrays()) {
            float[] values = one.get(array.name()).values();
            for (int i = 0; i < values.length; i++) {
                largest = Math.max(largest, Math.abs(array.values()[i]));
                difference = Math.max(difference, Math.abs((double) array.values()[i] - values[i]));
                if (Float.isNaN(values[i])) {
                    return Double.NaN;
                }
            }
        }
        return difference / Math.max(largest, 1e-3);
    }

    @Override
    public void close() {
        fused.close();
        dl4j.close();
    }
}
