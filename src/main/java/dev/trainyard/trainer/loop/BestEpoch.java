package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.Training;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers the parameters of the best epoch, and how long ago it was. */
final class BestEpoch {

    private final Monitor monitor;
    private final Training.@Nullable EarlyStopping policy;
    private Standing standing = Standing.NONE;
    private @Nullable NamedArrays parameters;

    BestEpoch(Training.@Nullable EarlyStopping policy) {
        this.policy = policy;
        this.monitor =
                policy == null ? new Monitor("validation/loss", 0) : new Monitor(policy.monitor(), policy.minDelta());
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
        if (policy != null) {
            monitor.require(series, "early stopping", "training.earlyStopping.monitor");
        }
        Double value = series.get(monitor.name());
        if (value != null && (standing.epoch() == 0 || monitor.isBetter(value, standing.value()))) {
            standing = new Standing(epoch, value, 0);
            parameters = current.get();
        } else {
            standing = new Standing(standing.epoch(), standing.value(), standing.waited() + 1);
        }
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
        if (end == LoopEnd.CHECKPOINT || end == LoopEnd.EVALUATED) {
            return null;
        }
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
