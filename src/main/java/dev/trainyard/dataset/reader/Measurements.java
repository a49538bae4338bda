package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measures the accepted rows, column by column. */
final class Measurements {

    private static final long MOST_ROWS_COMPARED = 2_000_000;
    private static final int ROWS_LOOKED_AT = 10_000;
    private static final int WIDE = 500;

    private final TypedRows typed;
    private final long rows;
    private final Column[] columns;
    private final Profile.ColumnProfile[] profiles;

    private Measurements(TypedRows typed, long rows) {
        this.typed = typed;
        this.rows = rows;
        this.columns = new Column[typed.columns().size()];
        this.profiles = new Profile.ColumnProfile[typed.columns().size()];
    }

    static Measurements of(TypedRows typed, long rows) throws SQLException {
        Measurements measurements = new Measurements(typed, rows);
        List<TypedColumn> numbers = measurements.columns(ColumnType.NUMERIC);
        measurements.take(
                numbers.stream().allMatch(TypedColumn::zeroOrOne)
                        ? BinaryMeasurement.of(typed, numbers, rows)
                        : NumericMeasurement.of(typed, numbers, rows));
        for (ColumnType type : List.of(ColumnType.CATEGORICAL, ColumnType.BOOLEAN)) {
            measurements.take(CategoricalMeasurement.of(typed, measurements.columns(type), rows));
        }
        measurements.take(OtherMeasurement.ofMoments(typed, measurements.columns(ColumnType.DATETIME), rows));
        measurements.take(OtherMeasurement.ofTexts(typed, measurements.columns(ColumnType.TEXT), rows));
        return measurements;
    }

    private List<TypedColumn> columns(ColumnType type) {
        return typed.columns().stream().filter(column -> column.type() == type).toList();
    }

    /** A column and its shape, and where they belong. */
    record Measured(int index, Column column, Profile.ColumnProfile profile) {}

    private void take(List<Measured> block) {
        for (Measured measured : block) {
            columns[measured.index()] = measured.column();
            profiles[measured.index()] = measured.profile();
        }
    }

    List<Column> columns() {
        return List.of(columns);
    }

    List<Profile.ColumnProfile> profiles() {
        return List.of(profiles);
    }

    /** How many rows equal an earlier one; 0 where counting them would take too long. */
    long duplicateRows() throws SQLException {
        if (rows > MOST_ROWS_COMPARED) {
            return 0;
        }
        String cells = typed.columns().stream().map(TypedColumn::cell).collect(Collectors.joining(", "));
        return rows
                - Votes.count(typed.rows("count(DISTINCT hash(%s))".formatted(cells), typed.columns(), "")
                        .get(0)[0]);
    }

    /** How many of the first rows' cells of a column of texts look like something else. */
    record Looks(String column, long formulas, long decimalCommas, long present) {}

    /** Looks at the columns of texts and categories in the first rows. */
    List<Looks> looks() throws SQLException {
        List<TypedColumn> texts = typed.columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT || column.type() == ColumnType.CATEGORICAL)
                .toList();
        if (texts.isEmpty() || typed.columns().size() > WIDE) {
            return List.of();
        }
        String counts =
                texts.stream().map(column -> """
                        count(*) FILTER (substr(%1$s, 1, 1) IN ('=', '@')),
                        count(*) FILTER (regexp_full_match(%1$s, '[+-]?[0-9.]*,[0-9]+')), count(%1$s)""".formatted(column.cell())).collect(Collectors.joining(", "));
        Object[] answer = typed.database()
                .row("SELECT %s FROM (SELECT * FROM %s LIMIT %d)".formatted(counts, typed.with(texts), ROWS_LOOKED_AT));
        List<Looks> looks = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            looks.add(new Looks(
                    texts.get(i).name(),
                    Votes.count(answer[3 * i]),
                    Votes.count(answer[3 * i + 1]),
                    Votes.count(answer[3 * i + 2])));
        }
        return looks;
    }

    static String rfc3339(String moment) {
        return "strftime(%s, '%%Y-%%m-%%dT%%H:%%M:%%SZ')".formatted(moment);
    }
}
