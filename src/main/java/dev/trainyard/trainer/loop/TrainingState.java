package dev.trainyard.trainer.loop;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far training has come, besides what the engine holds.
 *
 * @param epoch finished epochs
 * @param iteration updates so far
 * @param position rows of the current epoch that are done, in its shuffled order
 * @param lossSum sum of their losses
 * @param seconds spent training, earlier attempts included
 * @param latest the newest value of each series
 */
record TrainingState(
        int epoch, long iteration, int position, double lossSum, double seconds, Map<String, @Nullable Double> latest) {

    static TrainingState start() {
        return new TrainingState(0, 0, 0, 0, 0, Map.of());
    }

    /** Whether nothing has been done or told yet. */
    boolean isFresh() {
        return iteration == 0 && latest.isEmpty();
    }

    boolean isBetweenEpochs() {
        return position == 0;
    }

    /** The epoch that the engine was last told of, from 1. */
    int enteredEpoch() {
        return position > 0 ? epoch + 1 : Math.max(1, epoch);
    }

    TrainingState afterBatch(int rows, double loss) {
        return new TrainingState(epoch, iteration + 1, position + rows, lossSum + rows * loss, seconds, latest);
    }

    TrainingState afterEpoch() {
        return new TrainingState(epoch + 1, iteration, 0, 0, seconds, latest);
    }

    TrainingState with(Map<String, @Nullable Double> series) {
        return new TrainingState(epoch, iteration, position, lossSum, seconds, series);
    }

    TrainingState at(double secondsNow) {
        return new TrainingState(epoch, iteration, position, lossSum, secondsNow, latest);
    }

    /** The mean loss of the epoch so far. */
    double runningLoss() {
        return lossSum / position;
    }
}
