package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetSpec;
import java.util.List;
import java.util.Random;

/**
 * A kind of data set that can be made.
 *
 * @param task what one would train on it
 * @param columns what its rows have
 * @param ending of the file's name
 * @param spec how its bytes are to be read
 * @param usual how it is made when nothing is said
 */
public record Sample(
        String name,
        String task,
        String description,
        List<String> columns,
        String ending,
        DatasetSpec spec,
        Usual usual,
        Content content) {

    public Sample {
        columns = List.copyOf(columns);
    }

    /** How many rows a sample has, and how noisy it is, when nothing is said. */
    public record Usual(int rows, double noise) {}

    /** A table. */
    Sample(String name, String task, String description, Table table) {
        this(name, task, description, new Usual(1_000, 0.1), DatasetSpec.EMPTY, table);
    }

    /** A table that is read in its own way. */
    Sample(String name, String task, String description, Usual usual, DatasetSpec spec, Table table) {
        this(name, task, description, table.columns(), "csv", spec, usual, table);
    }

    /** The file of the data set; the same seed makes the same bytes. */
    public byte[] bytes(int rows, double noise, long seed) {
        return content.bytes(rows, noise, new Random(seed));
    }
}
