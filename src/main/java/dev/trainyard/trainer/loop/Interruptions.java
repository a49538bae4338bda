package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TrainerEvent.Command;
import org.jspecify.annotations.Nullable;

/** What may end training between two updates: a word of the owner, the place where another one ended, a limit. */
record Interruptions(Controls controls, FixedEnd fixed, Training.@Nullable Limits limits, Pace pace) {

    /**
     * Whether training ends at a place; null when it goes on.
     *
     * @throws dev.trainyard.trainer.JobFailed {@code timeout} when there was no time for a single update
     */
    @Nullable
    LoopEnd at(TrainingState state) {
        Command command = controls.asked();
        if (command != null) {
            return switch (command) {
                case CANCEL -> LoopEnd.CANCELLED;
                case PAUSE -> LoopEnd.PAUSED;
                case FINISH -> LoopEnd.FINISHED_ON_REQUEST;
            };
        }
        if (fixed.isSet()) {
            return fixed.isAt(state.iteration()) ? fixed.end() : null;
        }
        return limits == null ? null : at(state, limits);
    }

    private @Nullable LoopEnd at(TrainingState state, Training.Limits most) {
        if (most.maxSeconds() != null && pace.seconds() >= most.maxSeconds()) {
            if (state.iteration() == 0) {
                throw TimeLimit.passedBeforeTheFirstUpdate(most.maxSeconds());
            }
            return LoopEnd.BUDGET;
        }
        return most.maxEpochs() != null && state.epoch() >= most.maxEpochs() ? LoopEnd.BUDGET : null;
    }
}
