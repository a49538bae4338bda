package dev.trainyard.trainer.engine;

import java.util.Arrays;
import java.util.function.Function;

/** Asks a network for many examples so few at a time that what it keeps of them fits into memory. */
public final class Portions {

    private Portions() {}

    /** What {@code network} answers, at most so many rows at once. */
    public static float[] of(EncodedRows examples, int rowsAtOnce, Function<EncodedRows, float[]> network) {
        if (examples.rows() <= rowsAtOnce) {
            return network.apply(examples);
        }
        float[] first = network.apply(examples.slice(0, rowsAtOnce));
        float[] all = Arrays.copyOf(first, Math.multiplyExact(first.length / rowsAtOnce, examples.rows()));
        int at = first.length;
        for (int from = rowsAtOnce; from < examples.rows(); from += rowsAtOnce) {
            float[] some = network.apply(examples.slice(from, Math.min(examples.rows(), from + rowsAtOnce)));
            System.arraycopy(some, 0, all, at, some.length);
            at += some.length;
        }
        return all;
    }
}
