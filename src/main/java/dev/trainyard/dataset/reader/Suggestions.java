package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes of a data set's description that would mend a reading, each acceptable with one {@code PATCH}. */
final class Suggestions {

    private Suggestions() {}

    static Suggested rename(int column, String name, String fresh) {
        return columns(
                "call column %d '%s' instead of '%s'".formatted(column, fresh, name),
                List.of(),
                new ColumnOverride(fresh, column, null));
    }

    static Suggested treatAsMissing(long cells, String value, DatasetSpec spec) {
        List<String> nullValues = new ArrayList<>(spec.nullValuesOrUsual());
        nullValues.add(value);
        return new Suggested(
                "treat %,d cell%s `%s` as missing".formatted(cells, cells == 1 ? "" : "s", value),
                new Suggestion(spec.nullValues() == null ? "add" : "replace", "/nullValues", null, nullValues),
                DatasetSpec.EMPTY.withNullValues(nullValues));
    }

    static Suggested readAs(String column, ColumnType type, DatasetSpec spec) {
        return columns(
                "read column '%s' as %s".formatted(column, type.name().toLowerCase(Locale.ROOT)),
                spec.columnsOrNone(),
                new ColumnOverride(column, null, type));
    }

    static Suggested decimalComma(String column) {
        return new Suggested(
                "read column '%s' with a decimal comma".formatted(column),
                new Suggestion("add", "/decimal", null, ","),
                DatasetSpec.EMPTY.withDecimal(","));
    }

    private static Suggested columns(String message, List<ColumnOverride> given, ColumnOverride further) {
        List<ColumnOverride> columns = new ArrayList<>(given);
        columns.add(further);
        return new Suggested(
                message, new Suggestion("add", "/columns", null, columns), DatasetSpec.EMPTY.withColumns(columns));
    }
}
