package dev.trainyard.trainer.dl4j.fused;

import org.jspecify.annotations.Nullable;

/**
 * The sequences of a batch: so many rows, each padded to the same number of steps.
 *
 * @param lengths how many steps of each row are real, null when all are
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Span(int rows, int steps, int @Nullable [] lengths) {

    /** How many steps of a row are real; an empty one is read as one step. */
    int length(int row) {
        return lengths == null ? steps : Math.max(1, lengths[row]);
    }

    /** The most real steps that any row has. */
    int longest() {
        if (lengths == null) {
            return steps;
        }
        int longest = 1;
        for (int length : lengths) {
            longest = Math.max(longest, length);
        }
        return longest;
    }
}
