package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.score.Scoring;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers the parameters of the best epoch, and how long ago it was. */
final class BestEpoch {

    private final String monitor;
    private final Training.@Nullable EarlyStopping policy;
    private Standing standing = Standing.NONE;
    private @Nullable NamedArrays parameters;

    BestEpoch(Training.@Nullable EarlyStopping policy) {
        this.policy = policy;
        this.monitor = policy == null ? "validation/loss" : policy.monitor();
    }

    /**
     * Where the best stands.
     *
     * @param epoch the best one, 0 before there is any
     * @param waited epochs since then
     */
    record Standing(int epoch, double value, int waited) {

        static final Standing NONE = new Standing(0, 0, 0);
    }

    /** Looks at a finished epoch. */
    void consider(int epoch, Map<String, @Nullable Double> series, Supplier<NamedArrays> current) {
        if (policy != null && !series.containsKey(monitor)) {
            throw new JobFailed(
                    "data_invalid",
                    "early stopping watches %s, and there are only %s".formatted(monitor, series.keySet()),
                    "set training.earlyStopping.monitor to one of them, or hold rows back with split.validation");
        }
        Double value = series.get(monitor);
        if (value != null && isBetter(value)) {
            standing = new Standing(epoch, value, 0);
            parameters = current.get();
        } else {
            standing = new Standing(standing.epoch(), standing.value(), standing.waited() + 1);
        }
    }

    private boolean isBetter(double value) {
        double margin = policy == null ? 0 : policy.minDelta();
        double gain = Scoring.isBetterWhenLarger(monitor) ? value - standing.value() : standing.value() - value;
        return standing.epoch() == 0 || gain > margin;
    }

    /** Forgets what was, because what comes is something else. */
    void restart() {
        standing = Standing.NONE;
        parameters = null;
    }

    /** Whether patience has run out. */
    boolean isExhausted() {
        return policy != null && standing.waited() >= policy.patience();
    }

    /** The parameters to keep at the end, null for those of the last epoch. */
    @Nullable
    NamedArrays toKeep(LoopEnd end) {
        boolean cutShort = end == LoopEnd.BUDGET || end == LoopEnd.FINISHED_ON_REQUEST;
        boolean restores = policy != null && policy.restoreBest();
        return restores || (cutShort && policy == null) ? parameters : null;
    }

    Standing standing() {
        return standing;
    }

    @Nullable
    NamedArrays parameters() {
        return parameters;
    }

    void restore(Standing then, @Nullable NamedArrays best) {
        standing = then;
        parameters = best;
    }
}
