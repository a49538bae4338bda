package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TrainerEvent.Command;
import org.jspecify.annotations.Nullable;

/** What may end training between two updates: a word of the owner, the place where another one ended, a limit. */
record Interruptions(Controls controls, FixedEnd fixed, Training.@Nullable Limits limits, Pace pace) {

    /** Whether training ends at a place; null when it goes on. */
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
        return limits != null && isSpent(limits, state) ? LoopEnd.BUDGET : null;
    }

    private boolean isSpent(Training.Limits most, TrainingState state) {
        return (most.maxSeconds() != null && pace.seconds() >= most.maxSeconds())
                || (most.maxEpochs() != null && state.epoch() >= most.maxEpochs());
    }
}
