package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Schedule;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TrainerEvent;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers the learning rate when a series no longer gets better. */
final class RateReduction {

    private final Training training;
    private final Schedule.@Nullable Plateau policy;
    private Standing standing = Standing.NONE;

    RateReduction(Training training) {
        this.training = training;
        this.policy = training.schedule() == null
                ? null
                : training.schedule().onPlateau().orElse(null);
    }

    /**
     * How far it has come.
     *
     * @param best the best value so far, null before there is one
     * @param waited epochs since then, or since the last reduction
     * @param share what the schedule's rate is multiplied by
     */
    record Standing(@Nullable Double best, int waited, double share) {

        static final Standing NONE = new Standing(null, 0, 1);
    }

    /** The learning rate so far into training, in epochs. */
    double rate(double epochs) {
        double scheduled = training.learningRate(epochs);
        return policy == null
                ? scheduled
                : Math.max(standing.share() * scheduled, Math.min(scheduled, policy.minLearningRate()));
    }

    /** Looks at a finished epoch; says so when it lowers the rate. */
    Optional<TrainerEvent> after(int epoch, Map<String, @Nullable Double> series) {
        if (policy == null) {
            return Optional.empty();
        }
        Monitor monitor = new Monitor(policy.monitor(), policy.minDelta());
        monitor.require(series, "the schedule", "training.schedule.monitor");
        Double best = standing.best();
        Double value = series.get(policy.monitor());
        if (value != null && (best == null || monitor.isBetter(value, best))) {
            standing = new Standing(value, 0, standing.share());
            return Optional.empty();
        }
        standing = new Standing(best, standing.waited() + 1, standing.share());
        return standing.waited() < policy.patience() ? Optional.empty() : lowered(epoch, policy);
    }

    private Optional<TrainerEvent> lowered(int epoch, Schedule.Plateau policy) {
        double before = rate(epoch);
        standing = new Standing(standing.best(), 0, standing.share() * policy.factor());
        double now = rate(epoch);
        return now == before
                ? Optional.empty()
                : Optional.of(new TrainerEvent.Logged(
                        "info",
                        "epoch %d: %s has not got better for %d epochs; the learning rate falls from %.3g to %.3g"
                                .formatted(epoch, policy.monitor(), policy.patience(), before, now)));
    }

    Standing standing() {
        return standing;
    }

    void restore(Standing then) {
        standing = then;
    }
}
