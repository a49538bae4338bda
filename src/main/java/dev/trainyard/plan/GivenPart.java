package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ReadyDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks a data set given for validation or test: it must have the same columns, and no class that training lacks. */
record GivenPart(String pointer, ReadyDataset dataset) {

    /** Checks both, where they are given. */
    static void check(Given given, Columns columns, Remarks remarks) {
        if (given.validation() != null) {
            new GivenPart("/split/validationDatasetId", given.validation()).check(columns, remarks);
        }
        if (given.test() != null) {
            new GivenPart("/split/testDatasetId", given.test()).check(columns, remarks);
        }
    }

    void check(Columns columns, Remarks remarks) {
        Stream.concat(columns.features().stream(), columns.target().stream()).forEach(column -> check(column, remarks));
        if (dataset.rows() == 0) {
            remarks.violation(pointer, "too_few_rows", "data set '%s' has no rows".formatted(dataset.name()));
        }
    }

    private void check(Column column, Remarks remarks) {
        Optional<Column> found = dataset.columns().stream()
                .filter(candidate -> candidate.name().equals(column.name()))
                .findFirst();
        if (found.isEmpty()) {
            remarks.violation(
                    pointer,
                    "missing_column",
                    "data set '%s' has no column '%s', which is learned from".formatted(dataset.name(), column.name()));
        } else if (found.get().type() != column.type()) {
            remarks.violation(
                    pointer,
                    "column_type_mismatch",
                    "column '%s' is %s in data set '%s' and %s where it is learned from"
                            .formatted(
                                    column.name(),
                                    Words.of(found.get().type()),
                                    dataset.name(),
                                    Words.of(column.type())));
        } else {
            checkCategories(column, found.get(), remarks);
        }
    }

    private void checkCategories(Column column, Column found, Remarks remarks) {
        if (column.categories() == null || found.categories() == null) {
            return;
        }
        List<String> unknown = new ArrayList<>(found.categories());
        unknown.removeAll(column.categories());
        if (!unknown.isEmpty()) {
            remarks.violation(
                    pointer,
                    "unknown_category",
                    "column '%s' of data set '%s' has categories that training never sees: %s"
                            .formatted(
                                    column.name(),
                                    dataset.name(),
                                    String.join(", ", unknown.subList(0, Math.min(10, unknown.size())))));
        }
    }
}
