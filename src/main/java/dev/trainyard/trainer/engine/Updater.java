package dev.trainyard.trainer.engine;

import dev.trainyard.plan.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Changes a network's parameters by its gradient: regularization, clipping, then the update rule. All parameters lie in
 * one array, in whatever order the engine likes; the segments say which is which.
 */
public final class Updater {

    private final UpdateRule rule;
    private final Training.Regularization regularization;
    private final Training.@Nullable GradientClipping clipping;
    private final List<Segment> segments;
    private final float[][] memory;
    private long updates;

    public Updater(Training training, List<Segment> segments) {
        this.rule = UpdateRule.of(training.optimizer());
        this.regularization = training.regularization();
        this.clipping = training.gradientClipping();
        this.segments = segments.stream()
                .filter(segment -> !training.freezes(segment.name()))
                .toList();
        int size = segments.stream().mapToInt(Segment::to).max().orElse(0);
        this.memory = new float[rule.memory().size()][size];
        for (int slot = 0; slot < memory.length; slot++) {
            Arrays.fill(memory[slot], rule.start(rule.memory().get(slot)));
        }
    }

    /**
     * Where one array lies among all parameters.
     *
     * @param name such as {@code dense_0/kernel}
     * @param layer the index of the layer it belongs to
     * @param statistic whether it is a running average: then its "gradient" is simply what is taken off
     */
    public record Segment(String name, int layer, int from, int to, boolean statistic) {

        public boolean isKernel() {
            return name.toLowerCase(Locale.ROOT).endsWith("kernel");
        }
    }

    /** Updates once; the gradient is of the mean loss, and is used up. */
    public void update(float[] parameters, float[] gradient, double rate) {
        updates++;
        segments.stream().filter(Segment::isKernel).forEach(kernel -> regularize(kernel, parameters, gradient));
        clip(gradient);
        for (Segment segment : segments) {
            if (segment.statistic()) {
                subtract(segment, parameters, gradient);
            } else {
                rule.apply(parameters, gradient, memory, segment.from(), segment.to(), rate, updates);
            }
        }
    }

    private void regularize(Segment kernel, float[] w, float[] g) {
        float l1 = regularization.l1().floatValue();
        float l2 = regularization.l2().floatValue();
        if (l1 > 0) {
            for (int i = kernel.from(); i < kernel.to(); i++) {
                g[i] += l1 * Math.signum(w[i]);
            }
        }
        if (l2 > 0) {
            for (int i = kernel.from(); i < kernel.to(); i++) {
                g[i] += l2 * w[i];
            }
        }
    }

    private void clip(float[] gradient) {
        if (clipping != null && clipping.norm() != null) {
            double bound = clipping.norm();
            segments.stream().mapToInt(Segment::layer).distinct().forEach(layer -> clipNorm(layer, gradient, bound));
        } else if (clipping != null && clipping.value() != null) {
            float bound = clipping.value().floatValue();
            trainable().forEach(segment -> clipValue(segment, gradient, bound));
        }
    }

    private void clipNorm(int layer, float[] g, double bound) {
        List<Segment> own =
                trainable().stream().filter(segment -> segment.layer() == layer).toList();
        double squares = 0;
        for (Segment segment : own) {
            for (int i = segment.from(); i < segment.to(); i++) {
                squares += (double) g[i] * g[i];
            }
        }
        double norm = Math.sqrt(squares);
        if (norm > bound) {
            own.forEach(segment -> scale(segment, g, (float) (bound / norm)));
        }
    }

    private List<Segment> trainable() {
        return segments.stream().filter(segment -> !segment.statistic()).toList();
    }

    private static void clipValue(Segment segment, float[] g, float bound) {
        for (int i = segment.from(); i < segment.to(); i++) {
            g[i] = Math.max(-bound, Math.min(bound, g[i]));
        }
    }

    private static void scale(Segment segment, float[] g, float factor) {
        for (int i = segment.from(); i < segment.to(); i++) {
            g[i] *= factor;
        }
    }

    private static void subtract(Segment segment, float[] w, float[] g) {
        for (int i = segment.from(); i < segment.to(); i++) {
            w[i] -= g[i];
        }
    }

    /** What the rule remembers for each parameter, by name. */
    public List<String> memoryNames() {
        return rule.memory();
    }

    /** The memory of that index in {@link #memoryNames}, in the order of the parameters; not a copy. */
    public float[] memory(int index) {
        return memory[index];
    }

    public long updates() {
        return updates;
    }

    /** Goes back to where so many updates had been made; the memory is written through {@link #memory}. */
    public void setUpdates(long updates) {
        this.updates = updates;
    }
}
