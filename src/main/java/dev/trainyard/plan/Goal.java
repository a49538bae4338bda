package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.Output;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be learned of the target columns. */
record Goal(Task task, Output output) {

    /** What cells say of a label that a row has not, and has. */
    private static final Set<List<String>> OFF_AND_ON = Set.of(
            List.of("0", "1"), List.of("false", "true"), List.of("no", "yes"), List.of("n", "y"), List.of("f", "t"));

    private static final int MOST_CLASSES = 1000;
    private static final double LOPSIDED = 0.8;

    /** Works out the goal; nothing when the target columns cannot be predicted. */
    static Optional<Goal> of(JobSpec spec, List<Column> target, long rows, Remarks remarks) {
        return of(spec, spec.task(), target, rows, remarks);
    }

    /** Works out the goal for a task that is called as it would be for rows. */
    static Optional<Goal> of(JobSpec spec, @Nullable Task asked, List<Column> target, long rows, Remarks remarks) {
        boolean predictable = !target.isEmpty();
        for (Column column : target) {
            predictable &= isPredictable(column, pointer(spec, column), rows, remarks);
        }
        if (!predictable) {
            return Optional.empty();
        }
        long categorical =
                target.stream().filter(column -> column.type().isCategorical()).count();
        if (categorical > 0 && target.size() > 1 && !areLabels(target)) {
            remarks.violation(
                    "/target",
                    "one_target",
                    "several targets are all of them numbers, or all of them labels (columns of 0 and 1); classes like those of '%s' are predicted alone. Train one job for each."
                            .formatted(oddOne(target).name()));
            return Optional.empty();
        }
        return of(spec, asked, target, categorical > 0, rows, remarks);
    }

    private static Optional<Goal> of(
            JobSpec spec, @Nullable Task asked, List<Column> target, boolean classes, long rows, Remarks remarks) {
        Task natural = classes ? Task.CLASSIFICATION : Task.REGRESSION;
        if (asked != null && asked != natural) {
            remarks.violation(
                    "/task",
                    "task_mismatch",
                    classes
                            ? "column '%s' holds classes: telling them apart is classification, and not %s"
                                    .formatted(target.get(0).name(), Words.of(asked))
                            : "column '%s' holds numbers, and classification tells classes apart; if the numbers are classes, make the column categorical (PATCH /api/v1/datasets/%s)"
                                    .formatted(target.get(0).name(), spec.datasetId()),
                    Suggestion.replace("/task", Words.of(natural)));
            return Optional.empty();
        }
        if (!classes) {
            return Optional.of(new Goal(natural, Output.values(target.size())));
        }
        if (spec.preprocessing().labelSeparator() != null && target.size() == 1) {
            return listed(spec, target.get(0), remarks).map(output -> new Goal(natural, output));
        }
        boolean learnable = true;
        for (Column column : target) {
            learnable &= areLearnable(column, pointer(spec, column), rows, remarks);
        }
        Output output =
                target.size() > 1 ? Output.labels(target.size()) : Output.classes(Columns.categories(target.get(0)));
        return learnable ? Optional.of(new Goal(natural, output)) : Optional.empty();
    }

    /** The labels that the cells of one column list. */
    private static Optional<Output> listed(JobSpec spec, Column column, Remarks remarks) {
        String separator = Objects.requireNonNull(spec.preprocessing().labelSeparator());
        List<String> labels = new ListCells(separator).all(Objects.requireNonNullElse(column.categories(), List.of()));
        if (labels.size() < 2 || labels.size() > MOST_CLASSES) {
            remarks.violation(
                    pointer(spec, column),
                    labels.size() < 2 ? "no_list" : "too_many_classes",
                    "the cells of column '%s' list %d different labels, separated by '%s'; from 2 to %d can be told"
                            .formatted(column.name(), labels.size(), separator, MOST_CLASSES));
            return Optional.empty();
        }
        return Optional.of(Output.labels(labels.size()));
    }

    private static boolean areLabels(List<Column> target) {
        return target.stream().allMatch(Goal::isLabel);
    }

    private static boolean isLabel(Column column) {
        return column.categories() != null
                && OFF_AND_ON.contains(column.categories().stream()
                        .map(category -> category.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** A target that keeps the others from being predicted with it. */
    private static Column oddOne(List<Column> target) {
        return target.stream()
                .filter(column -> column.type().isCategorical() && !isLabel(column))
                .findFirst()
                .orElse(target.get(0));
    }

    private static boolean isPredictable(Column column, String pointer, long rows, Remarks remarks) {
        long present = rows - column.missing();
        if (column.type() != ColumnType.NUMERIC && !column.type().isCategorical()) {
            remarks.violation(
                    pointer,
                    "unsupported_target",
                    "column '%s' is %s with %d different values in %d rows; a target is numeric, categorical or boolean"
                            .formatted(column.name(), Words.of(column.type()), column.distinct(), present));
            return false;
        }
        if (present == 0 || column.distinct() <= 1) {
            remarks.violation(
                    pointer,
                    "constant_target",
                    present == 0
                            ? "column '%s' has no value in any of %d rows".formatted(column.name(), rows)
                            : "column '%s' has the same value in all of %d rows: there is nothing to learn"
                                    .formatted(column.name(), present));
            return false;
        }
        if (column.missing() > 0) {
            remarks.warning(
                    "missing_target",
                    "%d of %d rows have no value for '%s' and are left out"
                            .formatted(column.missing(), rows, column.name()));
        }
        return true;
    }

    private static boolean areLearnable(Column column, String pointer, long rows, Remarks remarks) {
        int classes = Columns.categories(column);
        long present = rows - column.missing();
        if (classes > MOST_CLASSES || (classes == present && classes > 2)) {
            remarks.violation(
                    pointer,
                    "too_many_classes",
                    classes == present
                            ? "column '%s' has a class of its own for each of %d rows; is it an identifier?"
                                    .formatted(column.name(), present)
                            : "column '%s' has %d classes; at most %d can be told apart"
                                    .formatted(column.name(), classes, MOST_CLASSES));
            return false;
        }
        warnOfLopsidedness(column, present, remarks);
        return true;
    }

    private static void warnOfLopsidedness(Column column, long present, Remarks remarks) {
        if (column.counts() == null || column.categories() == null) {
            return;
        }
        long most = column.counts().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most >= LOPSIDED * present) {
            String category = column.categories().get(column.counts().indexOf(most));
            remarks.warning(
                    "imbalanced_target",
                    "'%s' is the class of %d of %d rows: always guessing it would be right %.0f %% of the time"
                            .formatted(category, most, present, 100.0 * most / present));
        }
    }

    private static String pointer(JobSpec spec, Column column) {
        return spec.target() == null ? "/target" : "/target/" + spec.target().indexOf(column.name());
    }
}
