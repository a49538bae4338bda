package dev.trainyard.prediction;

import java.util.List;

/**
 * Rows as texts, such as a CSV file has them.
 *
 * @param header the columns' names
 * @param rows as many cells each as the header has
 */
public record TextTable(List<String> header, List<List<String>> rows) {

    public TextTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }
}
