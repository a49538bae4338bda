package dev.trainyard.trainer.engine;

import dev.trainyard.plan.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes a network's parameters by its gradient: regularization, clipping, then the update rule. All parameters lie in
 * one array, in whatever order the engine likes; the segments say which is which.
 */
public final class Updater {

    /** Of so many numbers all that belongs to them fits into the cache. */
    private static final int PIECE = 4096;

    private final UpdateRule rule;
    private final Training.Regularization regularization;
    private final Training.@Nullable GradientClipping clipping;
    private final List<Stretch> stretches;
    private final List<List<Segment>> layers;
    private final float[][] memory;
    private long updates;

    public Updater(Training training, List<Segment> segments) {
        this.rule = UpdateRule.of(training.optimizer());
        this.regularization = training.regularization();
        this.clipping = training.gradientClipping();
        List<Segment> learning = segments.stream()
                .filter(segment -> !training.freezes(segment.name()))
                .toList();
        this.stretches = stretches(learning);
        this.layers = List.copyOf(learning.stream()
                .filter(segment -> !segment.statistic())
                .collect(Collectors.groupingBy(Segment::layer, LinkedHashMap::new, Collectors.toList()))
                .values());
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

    /**
     * Neighbouring arrays to which the same is done.
     *
     * @param kernel whether they are regularized
     */
    private record Stretch(int from, int to, boolean kernel, boolean statistic) {

        boolean continues(int next, boolean asKernel, boolean asStatistic) {
            return to == next && kernel == asKernel && statistic == asStatistic;
        }
    }

    private List<Stretch> stretches(List<Segment> learning) {
        List<Stretch> all = new ArrayList<>();
        boolean decay = regularization.l1() > 0 || regularization.l2() > 0;
        for (Segment segment : learning) {
            boolean kernel = decay && segment.isKernel();
            Stretch last = all.isEmpty() ? null : all.get(all.size() - 1);
            if (last != null && last.continues(segment.from(), kernel, segment.statistic())) {
                all.set(all.size() - 1, new Stretch(last.from(), segment.to(), kernel, segment.statistic()));
            } else {
                all.add(new Stretch(segment.from(), segment.to(), kernel, segment.statistic()));
            }
        }
        return List.copyOf(all);
    }

    /** Updates once; the gradient is of the mean loss, and is used up. */
    public void update(float[] parameters, float[] gradient, double rate) {
        updates++;
        Double norm = clipping == null ? null : clipping.norm();
        boolean byNorm = norm != null;
        if (norm != null) {
            stretches.forEach(stretch -> regularize(stretch, parameters, gradient, stretch.from(), stretch.to()));
            clipNorms(gradient, norm);
        }
        for (Stretch stretch : stretches) {
            if (stretch.statistic()) {
                subtract(stretch, parameters, gradient);
            } else {
                update(stretch, parameters, gradient, rate, byNorm);
            }
        }
    }

    /** Piece by piece, so that each piece is still in the cache when the rule comes to it. */
    private void update(Stretch stretch, float[] w, float[] g, double rate, boolean regularized) {
        boolean once = regularized || (clipping == null && !stretch.kernel());
        int piece = once ? stretch.to() - stretch.from() : PIECE;
        for (int from = stretch.from(); from < stretch.to(); from += piece) {
            int to = Math.min(stretch.to(), from + piece);
            if (!once) {
                regularize(stretch, w, g, from, to);
                clipValue(g, from, to);
            }
            rule.apply(w, g, memory, from, to, rate, updates);
        }
    }

    private void regularize(Stretch stretch, float[] w, float[] g, int from, int to) {
        float l1 = stretch.kernel() ? regularization.l1().floatValue() : 0;
        float l2 = stretch.kernel() ? regularization.l2().floatValue() : 0;
        if (l1 > 0) {
            for (int i = from; i < to; i++) {
                g[i] += l1 * Math.signum(w[i]);
            }
        }
        if (l2 > 0) {
            for (int i = from; i < to; i++) {
                g[i] += l2 * w[i];
            }
        }
    }

    private void clipValue(float[] g, int from, int to) {
        if (clipping != null && clipping.value() != null) {
            float bound = clipping.value().floatValue();
            for (int i = from; i < to; i++) {
                g[i] = Math.max(-bound, Math.min(bound, g[i]));
            }
        }
    }

    private void clipNorms(float[] gradient, double bound) {
        for (List<Segment> layer : layers) {
            double squares = 0;
            for (Segment segment : layer) {
                squares += squares(segment, gradient);
            }
            double norm = Math.sqrt(squares);
            if (norm > bound) {
                layer.forEach(segment -> scale(segment, gradient, (float) (bound / norm)));
            }
        }
    }

    private static double squares(Segment segment, float[] g) {
        double squares = 0;
        for (int i = segment.from(); i < segment.to(); i++) {
            squares += (double) g[i] * g[i];
        }
        return squares;
    }

    private static void scale(Segment segment, float[] g, float factor) {
        for (int i = segment.from(); i < segment.to(); i++) {
            g[i] *= factor;
        }
    }

    private static void subtract(Stretch stretch, float[] w, float[] g) {
        for (int i = stretch.from(); i < stretch.to(); i++) {
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
