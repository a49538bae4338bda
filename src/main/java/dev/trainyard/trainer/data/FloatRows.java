package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;

/** Encoded examples that are read when they are needed, in any order. */
public interface FloatRows {

    int rows();

    /** How many numbers an example has. */
    int width();

    /** Into how many steps of a sequence those numbers are divided. */
    default int steps() {
        return 1;
    }

    /** The examples {@code order[from..to)}, one behind the other. */
    EncodedRows gather(int[] order, int from, int to);

    /** The same examples as training sees them in an epoch, where each one sees them changed a little. */
    default FloatRows inEpoch(int epoch) {
        return this;
    }
}
