package dev.trainyard.trainer.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Examples that are runs of the steps of sequences, the shorter ones padded behind. */
interface Runs extends FloatRows {

    /** The first step of each, counted over all sequences. */
    int[] from();

    /** How many steps each has. */
    int[] length();

    /** How many steps the examples {@code order[begin..end)} have, null when all examples are as long as they can be. */
    default int @Nullable [] lengths(int[] order, int begin, int end) {
        if (Arrays.stream(length()).allMatch(count -> count == steps())) {
            return null;
        }
        return IntStream.range(begin, end).map(i -> length()[order[i]]).toArray();
    }
}
