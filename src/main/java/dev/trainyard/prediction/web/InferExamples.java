package dev.trainyard.prediction.web;

import dev.trainyard.prediction.RowLimit;
import dev.trainyard.prediction.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The examples that tensors stand for: of one called {@code input} that holds a table of numbers, or of one for each column.
 * Shapes are looked at before elements are read.
 */
record InferExamples(List<InputTensor> inputs, Signature signature) {

    /** The examples as the native call lists them. */
    List<?> list() {
        checkCount();
        boolean whole = !signature.isOfOne()
                && signature.isAllNumeric()
                && inputs.size() == 1
                && inputs.get(0).name().equals("input");
        if (signature.isOfClips()) {
            return clips();
        }
        if (signature.isOfSequences()) {
            return whole ? sequencesOf(inputs.get(0)) : sequencesOf(inputs);
        }
        if (signature.isOfOne()) {
            return ones();
        }
        return whole ? rowsOf(inputs.get(0)) : rowsOf(inputs);
    }

    private void checkCount() {
        long rows = inputs.stream()
                .filter(input -> !input.shape().isEmpty())
                .mapToLong(input -> input.shape().get(0))
                .max()
                .orElse(0);
        RowLimit.checkMost(rows);
    }

    /** The only cell of each row: a text, or a file. */
    private List<Object> ones() {
        InputTensor only = only();
        checkIsColumn(only);
        return signature.isOfFiles() ? only.files() : only.elements();
    }

    private InputTensor only() {
        String name = signature.columns().get(0).name();
        InputTensor only = inputs.get(0);
        if (inputs.size() != 1 || !only.name().equals(name)) {
            throw InputTensor.malformed("the inputs are %s; there is one, '%s'"
                    .formatted(inputs.stream().map(InputTensor::name).toList(), name));
        }
        return only;
    }

    /** {@code [N, frames]}: the files of each clip. */
    private List<List<Object>> clips() {
        InputTensor only = only();
        if (only.shape().size() != 2) {
            throw InputTensor.malformed(
                    "input '%s' has shape %s; it is [N, frames]".formatted(only.name(), only.shape()));
        }
        return divided(only.files(), only);
    }

    /** {@code [N, columns]}. */
    private List<Map<String, @Nullable Object>> rowsOf(InputTensor table) {
        int width = signature.columns().size();
        if (table.shape().size() != 2 || table.shape().get(1) != width) {
            throw InputTensor.malformed("input 'input' has shape %s; it is [N, %d]".formatted(table.shape(), width));
        }
        return rows(table, width);
    }

    private List<Map<String, @Nullable Object>> rows(InputTensor table, int width) {
        List<Object> elements = table.elements();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += width) {
            rows.add(signature.row(elements.subList(from, from + width)));
        }
        return rows;
    }

    /** {@code [N, 1]} or {@code [N]} for each column. */
    private static List<Map<String, @Nullable Object>> rowsOf(List<InputTensor> columns) {
        columns.forEach(InferExamples::checkIsColumn);
        return joined(columns);
    }

    private static void checkIsColumn(InputTensor column) {
        boolean fits = column.shape().size() == 1
                || (column.shape().size() == 2 && column.shape().get(1) == 1);
        if (!fits) {
            throw InputTensor.malformed(
                    "input '%s' has shape %s; it is [N, 1]".formatted(column.name(), column.shape()));
        }
    }

    private static List<Map<String, @Nullable Object>> joined(List<InputTensor> columns) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        InputTensor first = columns.get(0);
        for (InputTensor column : columns) {
            List<Object> cells = column.elements();
            if (column == first) {
                cells.forEach(cell -> rows.add(new LinkedHashMap<>()));
            } else if (cells.size() != rows.size()) {
                throw InputTensor.malformed("input '%s' has %d rows and input '%s' has %d"
                        .formatted(first.name(), rows.size(), column.name(), cells.size()));
            }
            for (int row = 0; row < cells.size(); row++) {
                if (rows.get(row).put(column.name(), cells.get(row)) != null) {
                    throw InputTensor.malformed("input '%s' is there twice".formatted(column.name()));
                }
            }
        }
        return rows;
    }

    /** {@code [N, steps, columns]}. */
    private List<List<Map<String, @Nullable Object>>> sequencesOf(InputTensor table) {
        int width = signature.columns().size();
        if (table.shape().size() != 3 || table.shape().get(2) != width) {
            throw InputTensor.malformed("input 'input' has shape %s; it is [N, %s, %d]"
                    .formatted(table.shape(), signature.exact() ? signature.steps() : "steps", width));
        }
        return divided(rows(table, width), table);
    }

    /** {@code [N, steps]} or {@code [N, steps, 1]} for each column. */
    private static List<List<Map<String, @Nullable Object>>> sequencesOf(List<InputTensor> columns) {
        InputTensor first = columns.get(0);
        for (InputTensor column : columns) {
            boolean series = column.shape().size() == 2
                    || (column.shape().size() == 3 && column.shape().get(2) == 1);
            if (!series || !column.shape().subList(0, 2).equals(first.shape().subList(0, 2))) {
                throw InputTensor.malformed("input '%s' has shape %s; each column is [N, steps], the same for all"
                        .formatted(column.name(), column.shape()));
            }
        }
        return divided(joined(columns), first);
    }

    private static <T> List<List<T>> divided(List<T> rows, InputTensor tensor) {
        int steps = Math.toIntExact(tensor.shape().get(1));
        List<List<T>> sequences = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += steps) {
            sequences.add(rows.subList(from, from + steps));
        }
        return sequences;
    }
}
