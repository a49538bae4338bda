package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Room;

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

    /** The same, in an array of the room where they can be written into one: it holds them until the next ones are gathered there. */
    default EncodedRows gather(int[] order, int from, int to, Room room) {
        return gather(order, from, to);
    }

    /** The same examples as training sees them in an epoch, where each one sees them changed a little. */
    default FloatRows inEpoch(int epoch) {
        return this;
    }
}
