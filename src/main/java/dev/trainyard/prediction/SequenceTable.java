package dev.trainyard.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sequences that stand step by step in a table, as those that a model was trained on did.
 *
 * @param id the column that tells them apart; without it the table is one sequence
 * @param order the column that the steps of a sequence are sorted by; without it they are in their order
 */
record SequenceTable(
        TextTable table, @Nullable String id, @Nullable String order) {

    static final String ALONE = "0";

    /** The columns of a step. */
    List<String> header() {
        return cells(table.header());
    }

    private List<String> cells(List<String> row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String column = table.header().get(i);
            if (!column.equals(id) && !column.equals(order)) {
                cells.add(row.get(i));
            }
        }
        return cells;
    }

    /** The steps of each sequence, by its id, in the order in which they begin. */
    Map<String, List<List<String>>> sequences() {
        int key = place(id);
        Map<String, List<List<String>>> rows = new LinkedHashMap<>();
        table.rows()
                .forEach(row -> rows.computeIfAbsent(key < 0 ? ALONE : row.get(key), any -> new ArrayList<>())
                        .add(row));
        Map<String, List<List<String>>> sequences = new LinkedHashMap<>();
        rows.forEach((name, steps) ->
                sequences.put(name, sorted(steps).stream().map(this::cells).toList()));
        return sequences;
    }

    private List<List<String>> sorted(List<List<String>> steps) {
        int key = place(order);
        if (key < 0) {
            return steps;
        }
        boolean numbers = steps.stream().allMatch(step -> number(step.get(key)) != null);
        Comparator<List<String>> byText = Comparator.comparing(step -> step.get(key));
        Comparator<List<String>> byNumber = Comparator.comparingDouble(step -> Double.parseDouble(step.get(key)));
        return steps.stream().sorted(numbers ? byNumber : byText).toList();
    }

    private int place(@Nullable String column) {
        return column == null ? -1 : table.header().indexOf(column);
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
