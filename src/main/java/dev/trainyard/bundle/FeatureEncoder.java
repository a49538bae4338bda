package dev.trainyard.bundle;

import java.util.List;

/**
 * Turns the feature columns of a row into the network's input. Training and serving use this same code, so they cannot
 * drift apart.
 */
public record FeatureEncoder(List<ColumnEncoder> columns) {

    public FeatureEncoder {
        columns = List.copyOf(columns);
    }

    /** How many numbers an encoded row has. */
    public int width() {
        return columns.stream().mapToInt(ColumnEncoder::width).sum();
    }
}
