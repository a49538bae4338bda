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

    private final Database database;
    private final List<TypedColumn> typed;
    private final long rows;
    private final Column[] columns;
    private final Profile.ColumnProfile[] profiles;

    private Measurements(Database database, List<TypedColumn> typed, long rows) {
        this.database = database;
        this.typed = typed;
        this.rows = rows;
        this.columns = new Column[typed.size()];
        this.profiles = new Profile.ColumnProfile[typed.size()];
    }

    static Measurements of(Database database, List<TypedColumn> typed, long rows) throws SQLException {
        Measurements measurements = new Measurements(database, typed, rows);
        for (List<TypedColumn> block : measurements.blocks(ColumnType.NUMERIC)) {
            measurements.take(NumericMeasurement.of(database, block, rows));
        }
        for (ColumnType type : List.of(ColumnType.CATEGORICAL, ColumnType.BOOLEAN)) {
            for (List<TypedColumn> block : measurements.blocks(type)) {
                measurements.take(CategoricalMeasurement.of(database, block, rows));
            }
        }
        for (List<TypedColumn> block : measurements.blocks(ColumnType.DATETIME)) {
            measurements.take(OtherMeasurement.ofMoments(database, block, rows));
        }
        for (List<TypedColumn> block : measurements.blocks(ColumnType.TEXT)) {
            measurements.take(OtherMeasurement.ofTexts(database, block, rows));
        }
        return measurements;
    }

    /** A column and its shape, and where they belong. */
    record Measured(int index, Column column, Profile.ColumnProfile profile) {}

    private void take(List<Measured> block) {
        for (Measured measured : block) {
            columns[measured.index()] = measured.column();
            profiles[measured.index()] = measured.profile();
        }
    }

    private List<List<TypedColumn>> blocks(ColumnType type) {
        List<TypedColumn> all =
                typed.stream().filter(column -> column.type() == type).toList();
        List<List<TypedColumn>> blocks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += Votes.BLOCK) {
            blocks.add(all.subList(from, Math.min(all.size(), from + Votes.BLOCK)));
        }
        return blocks;
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
        String cells = typed.stream().map(TypedColumn::cell).collect(Collectors.joining(", "));
        return rows - database.count("SELECT count(DISTINCT hash(%s)) FROM typed".formatted(cells));
    }

    static String rfc3339(String moment) {
        return "strftime(%s, '%%Y-%%m-%%dT%%H:%%M:%%SZ')".formatted(moment);
    }

    /** Asks for the same numbers of each column at once; {@code %1$s} stands for the column's name. */
    static Object[] ask(Database database, List<TypedColumn> block, String numbers) throws SQLException {
        return database.row(block.stream()
                .map(column -> numbers.formatted(column.cell()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM typed")));
    }
}
