package dev.trainyard.trainer.loop;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures how large the gradient is in each layer, at the first update of an epoch, the second, the fourth and so on:
 * often enough to see it explode, seldom enough to cost nothing, and at the same updates in every run.
 */
final class GradientWatch implements GradientObserver {

    /** A gradient so many times as large as the first, and at least that large, explodes. */
    static final double EXPLODED = 100;

    private final List<LayerReport> layers;
    private final Advice advice;
    private Standing standing = Standing.NONE;
    private long update;
    private boolean due;

    GradientWatch(List<LayerReport> layers, Advice advice) {
        this.layers = layers;
        this.advice = advice;
    }

    /**
     * What was measured.
     *
     * @param first the norm of the whole gradient when it was measured first, null before that
     * @param largest the norms of each layer's gradient where that of the whole was largest, since the last epoch's end
     * @param norms when it was measured last and was finite
     * @param at the update of that, counted from 1
     * @param told whether the warning has been given
     */
    record Standing(
            @Nullable Double first, Map<String, Double> largest, Map<String, Double> norms, long at, boolean told) {

        static final Standing NONE = new Standing(null, Map.of(), Map.of(), 0, false);

        /** Of two networks that learn together each shows its own gradient, one after the other in the same update. */
        Standing next(Map<String, Double> measured, long update) {
            Map<String, Double> all = new LinkedHashMap<>(norms);
            all.putAll(measured);
            boolean begins = first == null || (at == update && first == whole(norms));
            double norm = whole(all);
            return new Standing(
                    begins ? Double.valueOf(norm) : first, norm > whole(largest) ? all : largest, all, update, told);
        }

        /** A new epoch has its own largest. */
        Standing turned(boolean warned) {
            return new Standing(first, Map.of(), norms, at, told || warned);
        }

        boolean explodes() {
            return first != null && whole(largest) > EXPLODED * Math.max(1, first);
        }
    }

    private static double whole(Map<String, Double> norms) {
        return Math.sqrt(
                norms.values().stream().mapToDouble(each -> each * each).sum());
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

    /** What is to be said after an epoch; the next begins. */
    Optional<TrainerEvent> after(int epoch) {
        boolean warns = standing.explodes() && !standing.told();
        Optional<TrainerEvent> warning = warns
                ? Optional.of(new TrainerEvent.Warned("exploding_gradients", message(epoch), advice.clip()))
                : Optional.empty();
        standing = standing.turned(warns);
        return warning;
    }

    private String message(int epoch) {
        Map.Entry<String, Double> worst = standing.largest().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "the norm of the gradient reached %.3g in epoch %d, %.3g of it in %s; at the first update it was %.3g. Clip the gradient, or lower the learning rate",
                whole(standing.largest()),
                epoch,
                worst.getValue(),
                worst.getKey(),
                standing.first());
    }

    Standing standing() {
        return standing;
    }

    void restore(Standing then) {
        standing = then;
    }
}
