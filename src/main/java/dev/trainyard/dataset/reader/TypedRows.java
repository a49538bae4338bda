package dev.trainyard.dataset.reader;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The accepted rows, typed, in file order, as a Parquet file.
 *
 * @param source all rows and columns, in SQL
 */
record TypedRows(Database database, String source, List<TypedColumn> columns) {

    /** Beyond so many cells the file is quicker to look at than what had to leave the memory. */
    private static final long MOST_CELLS_KEPT = 30_000_000;

    /** Writes the rows of the table {@code cells} for which a condition holds. */
    static TypedRows write(Database database, List<TypedColumn> columns, String accepted, Path file)
            throws SQLException {
        copy(database, "SELECT %s FROM cells WHERE %s".formatted(values(columns), accepted), file);
        database.dropCells();
        return new TypedRows(database, "read_parquet(%s)".formatted(literal(file)), columns);
    }

    /** Writes all rows; where their cells need no more reading they stay to be measured. */
    static TypedRows writeAll(Database database, List<TypedColumn> columns, Set<Integer> numbers, long rows, Path file)
            throws SQLException {
        boolean kept =
                rows * columns.size() <= MOST_CELLS_KEPT && columns.stream().allMatch(column -> column.isRead(numbers));
        if (!kept) {
            return write(database, columns, "true", file);
        }
        database.execute("CREATE TEMP VIEW typed AS SELECT %s FROM cells".formatted(values(columns)));
        copy(database, "SELECT * FROM typed", file);
        return new TypedRows(database, "typed", columns);
    }

    private static String values(List<TypedColumn> columns) {
        return columns.stream()
                .map(column -> column.value() + " AS " + Database.identifier(column.name()))
                .collect(Collectors.joining(", "));
    }

    private static void copy(Database database, String select, Path file) throws SQLException {
        database.execute("COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd)".formatted(select, literal(file)));
    }

    private static String literal(Path file) {
        return Database.literal(file.toAbsolutePath().toString());
    }

    /** All rows with some of their columns (called {@code c0, c1, …}) as a table in SQL. */
    String with(List<TypedColumn> some) {
        return some.stream()
                .map(column -> Database.identifier(column.name()) + " AS " + column.cell())
                .collect(Collectors.joining(", ", "(SELECT ", " FROM %s)".formatted(source)));
    }

    List<Object[]> rows(String select, List<TypedColumn> some, String rest) throws SQLException {
        return database.rows("SELECT %s FROM %s %s".formatted(select, with(some), rest));
    }

    /** Asks for the same numbers of each column; {@code %1$s} stands for the column. */
    Object[] ask(List<TypedColumn> some, String numbers, long rows) throws SQLException {
        return EachColumn.ask(
                database, with(some), some.stream().map(TypedColumn::cell).toList(), numbers, rows);
    }
}
