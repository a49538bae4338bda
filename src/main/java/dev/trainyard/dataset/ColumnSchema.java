package dev.trainyard.dataset;

import java.util.List;

/** What must be known of a column to encode its cells; {@code categories} is empty unless it is categorical. */
public record ColumnSchema(String name, ColumnType type, List<String> categories) {

    public ColumnSchema {
        categories = List.copyOf(categories);
    }
}
