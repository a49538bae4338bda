package dev.trainyard.trainer.data;

import java.util.Arrays;

/**
 * Encoded rows that serve one purpose.
 *
 * @param name {@code train}, {@code validation} or {@code test}
 * @param numbers of its rows in their file, from 0, ascending; of sequences, each by one of its rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Part(String name, int[] numbers, FloatRows features, FloatRows targets) {

    public int rows() {
        return numbers.length;
    }

    public boolean isEmpty() {
        return numbers.length == 0;
    }

    /** All its rows in their order. */
    public int[] order() {
        int[] order = new int[rows()];
        Arrays.setAll(order, i -> i);
        return order;
    }
}
