package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.SequenceSpec;
import dev.trainyard.problem.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the columns that make rows into sequences. */
final class SequenceColumns {

    private static final Set<String> IDS = Set.of(
            "id",
            "sequence",
            "sequence_id",
            "sequenceid",
            "seq",
            "seq_id",
            "series",
            "series_id",
            "run",
            "run_id",
            "unit",
            "unit_id",
            "session",
            "session_id",
            "episode",
            "trip",
            "trip_id");
    private static final Set<String> ORDERS = Set.of(
            "t",
            "time",
            "timestamp",
            "step",
            "timestep",
            "time_step",
            "order",
            "index",
            "position",
            "cycle",
            "date",
            "datetime",
            "month",
            "frame");

    private SequenceColumns() {}

    /**
     * Those that the caller named, else those with a usual name; without an order column the file's order counts.
     *
     * @throws Unreadable when a named column does not exist or cannot order
     */
    static SequenceSpec of(@Nullable SequenceSpec given, List<TypedColumn> columns) {
        if (given != null) {
            check(given, columns);
            return given;
        }
        Optional<String> id = first(columns, column -> IDS.contains(lower(column)));
        Optional<String> order = first(
                        columns, column -> column.type() == ColumnType.DATETIME && !isNamed(column, id.orElse(null)))
                .or(() -> first(columns, column -> ORDERS.contains(lower(column)) && canOrder(column)));
        return new SequenceSpec(id.orElse(null), order.orElse(null));
    }

    private static void check(SequenceSpec given, List<TypedColumn> columns) {
        if (given.idColumn() != null) {
            named("idColumn", given.idColumn(), columns);
        }
        if (given.orderColumn() != null) {
            TypedColumn order = named("orderColumn", given.orderColumn(), columns);
            if (given.orderColumn().equals(given.idColumn())) {
                throw new Unreadable(
                        "same_column", "idColumn and orderColumn are both '%s'".formatted(given.orderColumn()));
            }
            if (!canOrder(order)) {
                throw new Unreadable(
                        "no_order",
                        "orderColumn '%s' is %s; numbers or points in time have an order"
                                .formatted(order.name(), order.type().name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    private static TypedColumn named(String field, String name, List<TypedColumn> columns) {
        List<String> names = columns.stream().map(TypedColumn::name).toList();
        return columns.stream()
                .filter(column -> isNamed(column, name))
                .findFirst()
                .orElseThrow(() -> new Unreadable(
                        "unknown_column",
                        "%s is '%s', which is no column; there are: %s%s"
                                .formatted(
                                        field,
                                        name,
                                        Overrides.listed(names),
                                        NearestName.of(name, names)
                                                .map("; did you mean '%s'?"::formatted)
                                                .orElse(""))));
    }

    private static boolean isNamed(TypedColumn column, @Nullable String name) {
        return column.name().equals(name);
    }

    private static boolean canOrder(TypedColumn column) {
        return column.type() == ColumnType.NUMERIC || column.type() == ColumnType.DATETIME || column.zeroOrOne();
    }

    private static Optional<String> first(List<TypedColumn> columns, Predicate<TypedColumn> wanted) {
        return columns.stream().filter(wanted).map(TypedColumn::name).findFirst();
    }

    private static String lower(TypedColumn column) {
        return column.name().toLowerCase(Locale.ROOT);
    }

    /** The same columns; a row without an id or an order belongs nowhere. */
    static List<TypedColumn> required(SequenceSpec sequence, List<TypedColumn> columns) {
        return columns.stream().map(column -> required(sequence, column)).toList();
    }

    private static TypedColumn required(SequenceSpec sequence, TypedColumn column) {
        if (isNamed(column, sequence.orderColumn())) {
            return column.counting().mustBeThere();
        }
        return isNamed(column, sequence.idColumn()) ? column.mustBeThere() : column;
    }
}
