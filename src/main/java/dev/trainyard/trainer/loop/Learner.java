package dev.trainyard.trainer.loop;

import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import java.util.List;

/** What the loop trains: an engine, and how it is told how well it does. */
public interface Learner {

    Engine engine();

    EpochScores scores();

    /** What does the arithmetic. */
    EngineMaker.Kernels kernels();

    /**
     * Whether a falling loss is what training is after, and the lowest marks the best epoch; two networks that play against
     * each other have no such loss.
     */
    default boolean lossTells() {
        return true;
    }

    /** What there is to look at after an epoch: samples of what was learned, and warnings. */
    default List<TrainerEvent> shown(int epoch, long iteration) {
        return List.of();
    }
}
