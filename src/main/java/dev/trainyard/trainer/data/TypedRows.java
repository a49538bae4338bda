package dev.trainyard.trainer.data;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A typed Parquet file, read in file order by DuckDB, which can see that one folder and nothing else. A cell is a {@code
 * Double}, a {@code String}, or null where it is missing.
 */
public final class TypedRows implements AutoCloseable {

    private final Connection connection;

    /** Whether it goes with these rows. */
    private final boolean own;

    private final String source;
    private final Map<String, @Nullable Words> known = new HashMap<>();

    private TypedRows(Connection connection, boolean own, Path file) {
        this.connection = connection;
        this.own = own;
        this.source = "read_parquet(%s, file_row_number=true)".formatted(quoted(file.toString()));
    }

    public static TypedRows open(Path parquet) throws SQLException {
        Path file = parquet.toAbsolutePath().normalize();
        Connection connection = DuckDb.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET memory_limit='512MB'");
            // What sorting has no memory for lies beside the file: the working directory may not be written to.
            statement.execute("SET temp_directory=" + quoted(file + ".spill"));
            statement.execute("SET allowed_directories=[%s]".formatted(quoted(file.getParent() + "/")));
            statement.execute("SET enable_external_access=false");
            statement.execute("SET autoinstall_known_extensions=false");
            statement.execute("SET lock_configuration=true");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new TypedRows(connection, true, file);
    }

    /** Another file of the same folder, read by the same database, which is not quickly opened and closed. */
    TypedRows beside(Path parquet) {
        return new TypedRows(connection, false, parquet.toAbsolutePath().normalize());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public int count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM " + source)) {
            result.next();
            return Math.toIntExact(result.getLong(1));
        }
    }

    /** How many rows are in another file of the same folder as well, as far as some columns tell. */
    long alsoIn(Path other, List<ColumnSchema> columns) throws SQLException {
        String print =
                "hash(%s)".formatted(columns.stream().map(TypedRows::identifier).collect(Collectors.joining(", ")));
        String file = quoted(other.toAbsolutePath().normalize().toString());
        String sql = "SELECT count(*) FROM %s WHERE %s IN (SELECT %s FROM read_parquet(%s))"
                .formatted(source, print, print, file);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Calls back for each row of the file. A column of categories is read once, however often it is asked for. */
    void forEach(List<ColumnSchema> columns, RowReader reader) throws SQLException {
        boolean named = columns.size() == 1 && columns.get(0).type().isCategorical();
        Words words = named ? words(columns.get(0)) : null;
        if (words == null) {
            read(columns, "", reader);
        } else {
            words.forEach(reader);
        }
    }

    /** Null when there are too many different ones. */
    private @Nullable Words words(ColumnSchema column) throws SQLException {
        if (!known.containsKey(column.name())) {
            Words words = new Words(count());
            read(List.of(column), "", (row, cells) -> words.set(row, (String) cells[0]));
            known.put(column.name(), words.areFew() ? words : null);
        }
        return known.get(column.name());
    }

    /** Calls back for each row in the order of some columns, equal ones in that of the file; missing cells come last. */
    void forEachInOrder(List<ColumnSchema> columns, List<ColumnSchema> keys, RowReader reader) throws SQLException {
        read(columns, order(keys), reader);
    }

    private static String order(List<ColumnSchema> keys) {
        String order =
                keys.stream().map(key -> identifier(key) + " NULLS LAST, ").collect(Collectors.joining());
        return keys.isEmpty() ? "" : "ORDER BY %s file_row_number".formatted(order);
    }

    /** The numbers of the rows, counted from 0 in the file, in the order of some columns. */
    public int[] numbersInOrder(List<ColumnSchema> keys) throws SQLException {
        String order = order(keys);
        IntStream.Builder numbers = IntStream.builder();
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT file_row_number FROM %s %s".formatted(source, order))) {
            while (result.next()) {
                numbers.add(Math.toIntExact(result.getLong(1)));
            }
        }
        return numbers.build().toArray();
    }

    /** The rows of these numbers, counted from 0. */
    List<@Nullable Object[]> rows(List<Integer> numbers, List<ColumnSchema> columns) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        String wanted = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        if (!numbers.isEmpty()) {
            read(
                    columns,
                    "WHERE file_row_number IN (%s) ORDER BY file_row_number".formatted(wanted),
                    (row, cells) -> rows.add(cells.clone()));
        }
        return rows;
    }

    /** The number of the first row that has a missing cell, -1 when none has. */
    int firstWithMissing(List<ColumnSchema> columns) throws SQLException {
        String missing =
                columns.stream().map(column -> identifier(column) + " IS NULL").collect(Collectors.joining(" OR "));
        String sql = "SELECT min(file_row_number) FROM %s WHERE %s".formatted(source, missing);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            long first = result.getLong(1);
            return result.wasNull() ? -1 : Math.toIntExact(first);
        }
    }

    private void read(List<ColumnSchema> columns, String clause, RowReader reader) throws SQLException {
        try (Cursor cursor = new Cursor(columns, clause)) {
            @Nullable Object[] cells = cursor.next();
            for (int row = 0; cells != null; row++) {
                reader.row(row, cells);
                cells = cursor.next();
            }
        }
    }

    /** The columns of the file; the categories of those of text are not known. */
    public List<ColumnSchema> columns() throws SQLException {
        List<ColumnSchema> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery(
                        "SELECT * EXCLUDE (file_row_number) FROM %s LIMIT 0".formatted(source))) {
            ResultSetMetaData told = none.getMetaData();
            for (int i = 1; i <= told.getColumnCount(); i++) {
                boolean number = told.getColumnType(i) == Types.DOUBLE;
                columns.add(new ColumnSchema(
                        told.getColumnName(i), number ? ColumnType.NUMERIC : ColumnType.TEXT, List.of()));
            }
        }
        return columns;
    }

    /** The rows in the order of some columns, equal ones in that of the file; to be read before anything else is asked. */
    public Cursor inOrder(List<ColumnSchema> columns, List<ColumnSchema> keys) throws SQLException {
        return new Cursor(columns, order(keys));
    }

    /** Rows, one after the other. */
    public final class Cursor implements AutoCloseable {

        private final List<ColumnSchema> columns;
        private final @Nullable Object[] cells;
        private final Statement statement;
        private final ResultSet result;

        private Cursor(List<ColumnSchema> columns, String clause) throws SQLException {
            String names = columns.stream().map(TypedRows::identifier).collect(Collectors.joining(", "));
            this.columns = columns;
            this.cells = new @Nullable Object[columns.size()];
            this.statement = connection.createStatement();
            this.result = statement.executeQuery("SELECT %s FROM %s %s".formatted(names, source, clause));
        }

        /** The cells of the next row, in an array that is used again; null when there is none. */
        public @Nullable Object @Nullable [] next() throws SQLException {
            if (!result.next()) {
                return null;
            }
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(result, i + 1, columns.get(i).type());
            }
            return cells;
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    private static @Nullable Object cell(ResultSet result, int at, ColumnType type) throws SQLException {
        if (type == ColumnType.NUMERIC) {
            double number = result.getDouble(at);
            return result.wasNull() || Double.isNaN(number) ? null : number;
        }
        return result.getString(at);
    }

    private static String identifier(ColumnSchema column) {
        return "\"" + column.name().replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws SQLException {
        if (own) {
            connection.close();
        }
    }

    /** Receives rows; the array of cells is used again for the next one. */
    interface RowReader {

        void row(int number, @Nullable Object[] cells);
    }
}
