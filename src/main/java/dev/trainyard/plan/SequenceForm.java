package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.dataset.SequenceSpec;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out how the rows of a data set become sequences. */
record SequenceForm(JobSpec spec, ReadyDataset dataset, Remarks remarks) {

    private static final Set<Task> OF_SEQUENCES = EnumSet.of(
            Task.FORECASTING, Task.SEQUENCE_LABELLING, Task.SEQUENCE_CLASSIFICATION, Task.SEQUENCE_REGRESSION);
    private static final int LONGEST_UNASKED = 1_000;
    private static final int USUAL_WINDOW = 30;

    /** The columns that say what belongs together, and in which order. */
    record Keys(@Nullable Column id, @Nullable Column order) {

        boolean contains(Column column) {
            return column.equals(id) || column.equals(order);
        }

        @Nullable
        ColumnSchema idSchema() {
            return id == null ? null : id.schema();
        }

        @Nullable
        ColumnSchema orderSchema() {
            return order == null ? null : order.schema();
        }
    }

    static boolean isMeant(JobSpec spec, ReadyDataset dataset) {
        return spec.sequence() != null
                || (spec.task() != null && OF_SEQUENCES.contains(spec.task()))
                || dataset.sequence() != null
                || dataset.kind() == DatasetKind.SEQUENCES;
    }

    private Sequence asked() {
        return spec.sequence() == null ? Sequence.defaults() : spec.sequence();
    }

    /** Finds them by name; nothing when a name is wrong. */
    Optional<Keys> keys() {
        SequenceSpec own = dataset.sequence();
        String id = asked().idColumn() != null ? asked().idColumn() : own == null ? null : own.idColumn();
        String order = asked().orderColumn() != null ? asked().orderColumn() : own == null ? null : own.orderColumn();
        Optional<Column> idColumn = named(id, "/sequence/idColumn");
        Optional<Column> orderColumn = named(order, "/sequence/orderColumn");
        boolean found = (id == null || idColumn.isPresent()) && (order == null || orderColumn.isPresent());
        return found ? Optional.of(new Keys(idColumn.orElse(null), orderColumn.orElse(null))) : Optional.empty();
    }

    private Optional<Column> named(@Nullable String name, String pointer) {
        if (name == null) {
            return Optional.empty();
        }
        List<Column> columns = dataset.columns();
        Optional<Column> found =
                columns.stream().filter(column -> column.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            List<String> names = columns.stream().map(Column::name).toList();
            remarks.unknownName(pointer, "unknown_column", "column", name, names);
        }
        return found;
    }

    /** Whether what comes next is to be told: when the job says so, or the data are one series of numbers. */
    boolean forecasts(Keys keys) {
        if (spec.task() != null) {
            return spec.task() == Task.FORECASTING;
        }
        Sequence.Mode mode = asked().mode();
        boolean possible = mode != Sequence.Mode.ONE_TO_ONE && mode != Sequence.Mode.ONE_TO_MANY;
        return possible && (asked().horizon() != null || (keys.id() == null && mode != Sequence.Mode.MANY_TO_MANY));
    }

    /** Whether each step is to tell the next one, so that the model can let a sequence go on. */
    boolean tellsNext() {
        return spec.task() == Task.GENERATION;
    }

    Sequence.Mode mode() {
        if (asked().mode() != null) {
            return asked().mode();
        }
        return spec.task() == Task.SEQUENCE_LABELLING || tellsNext()
                ? Sequence.Mode.MANY_TO_MANY
                : Sequence.Mode.MANY_TO_ONE;
    }

    /** Everything together; nothing when it does not fit. */
    Optional<Examples.Sequences> examples(Keys keys) {
        boolean forecasts = forecasts(keys);
        if (!fits(keys, forecasts)) {
            return Optional.empty();
        }
        return window(keys, forecasts).map(window -> {
            int horizon = !forecasts ? 0 : asked().horizon() == null ? 1 : asked().horizon();
            int stride = asked().stride() != null ? asked().stride() : forecasts ? 1 : window;
            return new Examples.Sequences(
                    mode(), keys.idSchema(), keys.orderSchema(), window, stride, horizon, tellsNext() ? true : null);
        });
    }

    private boolean fits(Keys keys, boolean forecasts) {
        int before = remarks.violations().size();
        Sequence.Mode mode = mode();
        if (asked().horizon() != null && !forecasts) {
            remarks.violation(
                    "/sequence/horizon",
                    "no_forecast",
                    "horizon says how far is forecast, and this job forecasts nothing (mode %s, task %s)"
                            .formatted(Words.of(mode), spec.task() == null ? "by the target" : Words.of(spec.task())),
                    Suggestion.remove("/sequence/horizon"));
        }
        if (forecasts && (mode == Sequence.Mode.ONE_TO_ONE || mode == Sequence.Mode.ONE_TO_MANY)) {
            remarks.violation(
                    "/sequence/mode",
                    "mode_mismatch",
                    "a forecast reads many steps: its mode is many-to-one or many-to-many",
                    Suggestion.replace("/sequence/mode", "many-to-one"));
        }
        if (tellsNext() && mode != Sequence.Mode.MANY_TO_MANY) {
            remarks.violation(
                    "/sequence/mode",
                    "mode_mismatch",
                    "generation of sequences tells at each step the next one: its mode is many-to-many and not "
                            + Words.of(mode),
                    Suggestion.replace("/sequence/mode", "many-to-many"));
        }
        boolean whole = mode == Sequence.Mode.ONE_TO_MANY || (mode == Sequence.Mode.MANY_TO_ONE && !forecasts);
        if (whole && keys.id() == null) {
            remarks.violation(
                    "/sequence/idColumn",
                    "missing_field",
                    "%s needs several sequences: name the column that tells them apart as idColumn"
                            .formatted(Words.of(mode)));
        }
        if (asked().stride() != null && !forecasts && mode != Sequence.Mode.MANY_TO_MANY) {
            remarks.violation(
                    "/sequence/stride",
                    "no_windows",
                    "stride leads from window to window, and %s cuts none".formatted(Words.of(mode)),
                    Suggestion.remove("/sequence/stride"));
        }
        return remarks.violations().size() == before;
    }

    private Optional<Integer> window(Keys keys, boolean forecasts) {
        if (mode() == Sequence.Mode.ONE_TO_ONE) {
            return Optional.of(1);
        }
        if (asked().window() != null) {
            return Optional.of(forecasts ? asked().window() : (int) Math.min(asked().window(), longest(keys)));
        }
        if (forecasts || keys.id() == null) {
            return Optional.of((int) Math.max(2, Math.min(USUAL_WINDOW, dataset.rows() / 4)));
        }
        long longest = longest(keys);
        if (longest > LONGEST_UNASKED) {
            remarks.violation(
                    "/sequence/window",
                    "sequence_too_long",
                    "a sequence may have %d steps, as far as the columns tell; say in window how many are read at most"
                            .formatted(longest),
                    spec.sequence() == null
                            ? Suggestion.add("/sequence", Map.of("window", 100))
                            : Suggestion.add("/sequence/window", 100));
            return Optional.empty();
        }
        return Optional.of((int) longest);
    }

    /** The most steps that a sequence can have, by what is known of the columns. */
    long longest(Keys keys) {
        long rows = dataset.rows();
        if (keys.id() == null) {
            return rows;
        }
        if (keys.id().counts() != null && !keys.id().counts().isEmpty()) {
            return keys.id().counts().stream().mapToLong(Long::longValue).max().orElse(rows);
        }
        long most = Math.max(1, rows - keys.id().distinct() + 1);
        return keys.order() == null
                ? most
                : Math.max(1, Math.min(most, keys.order().distinct()));
    }
}
