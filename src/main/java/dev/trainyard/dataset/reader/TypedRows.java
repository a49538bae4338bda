package dev.trainyard.dataset.reader;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The accepted rows, typed, in file order, as a Parquet file. */
record TypedRows(Database database, Path file, List<TypedColumn> columns) {

    /** Writes the rows of the table {@code cells} for which a condition holds. */
    static TypedRows write(Database database, List<TypedColumn> columns, String accepted, Path file)
            throws SQLException {
        String values = columns.stream()
                .map(column -> column.value() + " AS " + Database.identifier(column.name()))
                .collect(Collectors.joining(", "));
        database.execute("COPY (SELECT %s FROM cells WHERE %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                .formatted(values, accepted, literal(file)));
        database.execute("DROP TABLE cells");
        return new TypedRows(database, file, columns);
    }

    private static String literal(Path file) {
        return Database.literal(file.toAbsolutePath().toString());
    }

    /** All rows and columns, in SQL. */
    String source() {
        return "read_parquet(%s)".formatted(literal(file));
    }

    /** All rows with some of their columns (called {@code c0, c1, …}) as a table in SQL. */
    String with(List<TypedColumn> some) {
        return some.stream()
                .map(column -> Database.identifier(column.name()) + " AS " + column.cell())
                .collect(Collectors.joining(", ", "(SELECT ", " FROM read_parquet(%s))".formatted(literal(file))));
    }

    List<Object[]> rows(String select, List<TypedColumn> some, String rest) throws SQLException {
        return database.rows("SELECT %s FROM %s %s".formatted(select, with(some), rest));
    }

    /** Asks for the same numbers of each column at once; {@code %1$s} stands for the column. */
    Object[] ask(List<TypedColumn> block, String numbers) throws SQLException {
        String select =
                block.stream().map(column -> numbers.formatted(column.cell())).collect(Collectors.joining(", "));
        return rows(select, block, "").get(0);
    }
}
