package dev.trainyard.trainer.loop;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures how large the gradient is in each layer, at the first update of an epoch, the second, the fourth and so on:
 * often enough to see it explode, seldom enough to cost nothing, and at the same updates in every run.
 */
final class GradientWatch implements GradientObserver {

    private final List<LayerReport> layers;
    private Standing standing = Standing.NONE;
    private long update;
    private boolean due;

    GradientWatch(List<LayerReport> layers) {
        this.layers = layers;
    }

    /**
     * What was measured.
     *
     * @param first the norm of the whole gradient when it was measured first, null before that
     * @param largest the largest since then
     * @param norms of each layer's gradient when it was measured last and was finite
     * @param at the update of that, counted from 1
     */
    record Standing(
            @Nullable Double first,
            double largest,
            Map<String, Double> norms,
            long at) {

        static final Standing NONE = new Standing(null, 0, Map.of(), 0);

        Standing next(Map<String, Double> measured, long update) {
            double norm = Math.sqrt(
                    measured.values().stream().mapToDouble(each -> each * each).sum());
            return new Standing(first == null ? Double.valueOf(norm) : first, Math.max(largest, norm), measured, update);
        }
    }

    /**
     * Is told before each update.
     *
     * @param number of the update in all, from 1
     * @param inEpoch of the update in its epoch, from 1
     */
    void before(long number, int inEpoch) {
        update = number;
        due = Integer.bitCount(inEpoch) == 1;
    }

    @Override
    public void see(float[] gradient, List<Segment> segments) {
        if (due) {
            Map<String, Double> norms = norms(gradient, segments);
            if (norms.values().stream().allMatch(Double::isFinite)) {
                standing = standing.next(norms, update);
            }
        }
    }

    private Map<String, Double> norms(float[] gradient, List<Segment> segments) {
        Map<String, Double> squares = new LinkedHashMap<>();
        for (Segment segment : segments) {
            if (!segment.statistic()) {
                squares.merge(layers.get(segment.layer()).name(), squares(gradient, segment), Double::sum);
            }
        }
        squares.replaceAll((layer, sum) -> Math.sqrt(sum));
        return squares;
    }

    private static double squares(float[] gradient, Segment segment) {
        double sum = 0;
        for (int i = segment.from(); i < segment.to(); i++) {
            sum += (double) gradient[i] * gradient[i];
        }
        return sum;
    }

    Standing standing() {
        return standing;
    }

    void restore(Standing then) {
        standing = then;
    }
}
