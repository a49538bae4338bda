package dev.trainyard.trainer.fused;

import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.trainer.dl4j.fused.Kernel;
import dev.trainyard.trainer.dl4j.fused.Span;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.List;

/** Layers whose arithmetic DL4J networks share with us: between their arrays and the flat ones. */
final class KernelNode implements Node {

    private final Kernel kernel;
    private final Weights weights;
    private final boolean padded;
    private final int steps;
    private final List<Segment> segments;
    private final float[][] arrays;
    private final float[][] gradients;

    KernelNode(Kernel kernel, Workbench bench) {
        this.kernel = kernel;
        this.weights = bench.weights();
        this.padded = bench.padded();
        this.steps = bench.report().inputShape().dimensions().get(0);
        List<ParameterSpec> specs = bench.report().arrays();
        this.segments = specs.stream()
                .map(spec -> weights.segment(bench.report().name() + "/" + spec.name()))
                .toList();
        this.arrays = new float[specs.size()][];
        this.gradients = new float[specs.size()][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new float[Math.toIntExact(specs.get(i).shape().size())];
            gradients[i] = new float[arrays[i].length];
        }
    }

    @Override
    public float[] forward(float[] input, Pass pass) {
        for (int i = 0; i < arrays.length; i++) {
            System.arraycopy(weights.values(), segments.get(i).from(), arrays[i], 0, arrays[i].length);
        }
        return kernel.forward(arrays, input, new Span(pass.rows(), steps, padded ? pass.lengths() : null));
    }

    @Override
    public float[] backward(float[] slopes, boolean further) {
        float[] back = kernel.backward(arrays, slopes, gradients, further);
        for (int i = 0; i < arrays.length; i++) {
            System.arraycopy(gradients[i], 0, weights.slopes(), segments.get(i).from(), arrays[i].length);
        }
        return back;
    }
}
