package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks a data set given for validation or test: it must have the same columns, and no class that training lacks. */
record GivenPart(String pointer, ReadyDataset dataset, Preprocessing asked) {

    /** Checks both, where they are given. */
    static void check(Given given, Columns columns, Remarks remarks) {
        check("/split/validationDatasetId", given.validation(), given, columns, remarks);
        check("/split/testDatasetId", given.test(), given, columns, remarks);
    }

    private static void check(
            String pointer, @Nullable ReadyDataset dataset, Given given, Columns columns, Remarks remarks) {
        if (dataset != null) {
            GivenPart part = new GivenPart(pointer, dataset, given.spec().preprocessing());
            part.check(columns, remarks);
            part.warnOfTheSameRows(given.dataset(), remarks);
        }
    }

    /** Other overlaps are found when the rows are read. */
    private void warnOfTheSameRows(ReadyDataset learned, Remarks remarks) {
        if (dataset.id().equals(learned.id())
                || (dataset.typedSha256().equals(learned.typedSha256())
                        && Objects.equals(dataset.pixels(), learned.pixels()))) {
            remarks.warning(
                    "overlapping_rows",
                    "%s: data set '%s' has the very rows that are learned from; what is measured on them says nothing of new ones"
                            .formatted(pointer, dataset.name()));
        }
    }

    void check(Columns columns, Remarks remarks) {
        columns.features().forEach(column -> check(column, null, asked.ignoresUnknownCategories(), remarks));
        columns.target().forEach(column -> check(column, asked.labelSeparator(), false, remarks));
        if (dataset.rows() == 0) {
            remarks.violation(
                    pointer, "too_few_rows", "data set '%s' has no rows".formatted(dataset.name()), ownRows());
        }
    }

    /** @param open whether other categories are read as missing ones */
    private void check(Column column, @Nullable String parted, boolean open, Remarks remarks) {
        Optional<Column> found = dataset.columns().stream()
                .filter(candidate -> candidate.name().equals(column.name()))
                .findFirst();
        if (found.isEmpty()) {
            remarks.violation(
                    pointer,
                    "missing_column",
                    "data set '%s' has no column '%s', which is learned from".formatted(dataset.name(), column.name()),
                    ownRows());
        } else if (found.get().type() != column.type()) {
            remarks.violation(
                    pointer,
                    "column_type_mismatch",
                    "column '%s' is %s in data set '%s' and %s where it is learned from"
                            .formatted(
                                    column.name(),
                                    Words.of(found.get().type()),
                                    dataset.name(),
                                    Words.of(column.type())),
                    ownRows());
        } else if (!open) {
            checkCategories(column, found.get(), parted, remarks);
        }
    }

    /** @param parted what stands between labels where cells list several, else null */
    private void checkCategories(Column column, Column found, @Nullable String parted, Remarks remarks) {
        if (column.categories() == null || found.categories() == null) {
            return;
        }
        List<String> unknown = new ArrayList<>(named(found.categories(), parted));
        unknown.removeAll(named(column.categories(), parted));
        if (!unknown.isEmpty()) {
            remarks.violation(
                    pointer,
                    "unknown_category",
                    "column '%s' of data set '%s' has categories that training never sees: %s"
                            .formatted(
                                    column.name(),
                                    dataset.name(),
                                    String.join(", ", unknown.subList(0, Math.min(10, unknown.size())))),
                    ownRows());
        }
    }

    /** Without a data set of its own, the part is held back of the rows that are learned from. */
    private Suggestion ownRows() {
        return Suggestion.remove(pointer);
    }

    private static List<String> named(List<String> categories, @Nullable String parted) {
        return parted == null ? categories : new ListCells(parted).all(categories);
    }
}
