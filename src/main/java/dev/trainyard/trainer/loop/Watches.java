package dev.trainyard.trainer.loop;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything that looks at a training on the way, to warn of trouble and to end what has come to nothing. */
final class Watches {

    private final ResolvedJob job;
    private final boolean lossTells;
    private final CurveWatch losses;
    private final GradientWatch gradients;
    private final UnitWatch units;
    private Set<String> told = Set.of();
    private Divergence.@Nullable Mark kept;

    Watches(ResolvedJob job, Learner learner) {
        Advice advice = new Advice(job.training());
        this.job = job;
        this.lossTells = learner.lossTells();
        this.losses = new CurveWatch(job.training().epochs(), advice);
        this.gradients = new GradientWatch(job.layers(), advice);
        this.units = new UnitWatch(job.layers(), advice);
        learner.engine().observe((gradient, segments) -> {
            gradients.see(gradient, segments);
            units.see(gradient, segments);
        });
    }

    /**
     * What each has seen so far.
     *
     * @param told codes of the warnings that the learner itself has given
     */
    record Standing(
            CurveWatch.Standing losses, GradientWatch.Standing gradients, UnitWatch.Standing units, Set<String> told) {

        static final Standing NONE =
                new Standing(CurveWatch.Standing.NONE, GradientWatch.Standing.NONE, UnitWatch.Standing.NONE, Set.of());
    }

    /** Whether an event of the learner's own is to be told: a warning is once, however often training is resumed. */
    boolean isNew(TrainerEvent event) {
        if (!(event instanceof TrainerEvent.Warned warned)) {
            return true;
        }
        Set<String> more = new TreeSet<>(told);
        boolean first = more.add(warned.code());
        told = more;
        return first;
    }

    /** Is told the series before the first update. */
    void begin(Map<String, @Nullable Double> series) {
        losses.begin(series);
    }

    /**
     * Is told before each update.
     *
     * @param number of the update in all, from 1
     * @param inEpoch of the update in its epoch, from 1
     */
    void before(long number, int inEpoch) {
        gradients.before(number, inEpoch);
    }

    /**
     * What is to be said after an epoch with these series.
     *
     * @throws JobFailed {@code loss_nan} when the loss has gone where it does not come back from
     */
    List<TrainerEvent> after(TrainingState state, Map<String, @Nullable Double> series) {
        List<TrainerEvent> warnings = new ArrayList<>();
        gradients.after(state.epoch()).ifPresent(warnings::add);
        warnings.addAll(units.after(state.epoch()));
        if (lossTells) {
            warnings.addAll(losses.after(state.epoch(), series));
            refuseToDiverge(state);
        }
        return warnings;
    }

    private void refuseToDiverge(TrainingState state) {
        CurveWatch.Standing seen = losses.standing();
        if (losses.diverges() && seen.train() != null && seen.untrained() != null) {
            throw divergence().beyondMeasure(seen.train(), seen.untrained(), state.epoch(), state.iteration());
        }
    }

    /** Says that the loss, or an answer, is not a number any more. */
    JobFailed notANumber(TrainingState state) {
        return divergence().notANumber(state.epoch() + 1, state.iteration());
    }

    private Divergence divergence() {
        return new Divergence(job, gradients.standing(), kept);
    }

    /** Is told where a checkpoint stands. */
    void kept(TrainingState state) {
        kept = new Divergence.Mark(state.epoch(), state.iteration());
    }

    Standing standing() {
        return new Standing(losses.standing(), gradients.standing(), units.standing(), told);
    }

    void restore(Standing then) {
        losses.restore(then.losses());
        gradients.restore(then.gradients());
        units.restore(then.units());
        told = then.told();
    }
}
