package dev.trainyard.trainer.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Examples as the network sees them, or as it should answer them.
 *
 * @param values row-major, {@code [rows]} and the shape of one example
 * @param lengths how many steps of each example are real, the rest being padding; null when all are
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record EncodedRows(int rows, float[] values, int @Nullable [] lengths) {

    public EncodedRows(int rows, float[] values) {
        this(rows, values, null);
    }

    /** Those from one up to, but not, another. */
    public EncodedRows slice(int from, int to) {
        return new EncodedRows(
                to - from,
                Arrays.copyOfRange(values, from * width(), to * width()),
                lengths == null ? null : Arrays.copyOfRange(lengths, from, to));
    }

    /** How many numbers one example has. */
    public int width() {
        return values.length / rows;
    }
}
