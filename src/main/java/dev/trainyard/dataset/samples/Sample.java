package dev.trainyard.dataset.samples;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A kind of data set that can be made.
 *
 * @param task what one would train on it
 */
public record Sample(String name, String task, String description, List<String> columns, Rows rows) {

    public Sample {
        columns = List.copyOf(columns);
    }

    /** Makes one row after the other. */
    @FunctionalInterface
    public interface Rows {

        /**
         * Makes a row.
         *
         * @param index of the row, from 0
         * @param share index / number of rows
         * @param noise from 0 to 1
         */
        List<String> next(int index, double share, double noise, Random random);
    }

    /** The data set as CSV with a header. */
    public String csv(int count, double noise, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> String.join(",", rows.next(i, (double) i / count, noise, random)))
                .collect(Collectors.joining("\n", String.join(",", columns) + "\n", "\n"));
    }
}
