package dev.trainyard.trainer.fused;

import org.jspecify.annotations.Nullable;

/**
 * One way through the network.
 *
 * @param update the update that it is for, from 1; 0 where nothing is learned, and so nothing is drawn
 * @param lengths how many steps of each row are real, null when all are
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Pass(int rows, long update, int @Nullable [] lengths) {

    boolean isTraining() {
        return update > 0;
    }
}
