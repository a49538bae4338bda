package dev.trainyard.dataset.reader;

import dev.trainyard.duckdb.DuckDbDriver;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** DuckDB, confined to one folder and to a share of memory, and unable to let itself out. */
final class Database implements AutoCloseable {

    /** From here on these optimizers take longer than what they save: they look at every pair of columns. */
    private static final int WIDE = 100;

    /** From here on each thread's buffers take more time and memory than a second thread saves. */
    private static final int VERY_WIDE = 500;

    private static final int LONGEST_TIDY_ROW = 3 * RowScanner.LONGEST_ROW;

    private final Connection connection;
    private boolean plain;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens an empty database that reads and writes files of the folder only.
     *
     * @param columns how many columns the table will have
     * @param decimalComma whether numbers are written {@code 1.234,5}
     */
    static Database confinedTo(Path folder, int memoryMegabytes, int columns, boolean decimalComma)
            throws SQLException {
        Database database = new Database(DuckDbDriver.open(new Properties()));
        String inside = literal(folder.toAbsolutePath() + "/");
        database.execute("SET memory_limit='%dMB'".formatted(memoryMegabytes));
        database.execute(
                "SET threads=" + (columns > VERY_WIDE ? 1 : Runtime.getRuntime().availableProcessors()));
        database.execute("SET temp_directory=" + literal(folder.toAbsolutePath() + "/spill"));
        database.execute("SET allowed_directories=[%s]".formatted(inside));
        database.execute("SET enable_external_access=false");
        database.execute("SET autoinstall_known_extensions=false");
        database.execute("SET autoload_known_extensions=false");
        if (columns > WIDE) {
            database.execute("SET disabled_optimizers='common_subexpressions,statistics_propagation'");
        }
        database.execute("SET lock_configuration=true");
        database.defineWords(decimalComma);
        return database;
    }

    /** Loads DuckDB's native library, which takes a while; to be called while there is something else to do. */
    static void load() {
        try {
            DuckDbDriver.open(new Properties()).close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start on this machine", e);
        }
    }

    /** What counts as a number and as a point in time (without a zone: UTC). */
    private void defineWords(boolean decimalComma) throws SQLException {
        execute("""
                CREATE TEMP MACRO plain_number(c) AS
                    CASE WHEN isfinite(TRY_CAST(c AS DOUBLE)) AND NOT contains(c, '_') THEN TRY_CAST(c AS DOUBLE) END""");
        execute("""
                CREATE TEMP MACRO comma_number(c) AS
                    CASE WHEN NOT contains(c, '.') OR regexp_full_match(c, '[+-]?[0-9]{1,3}([.][0-9]{3})+(,[0-9]*)?')
                        THEN plain_number(replace(replace(c, '.', ''), ',', '.')) END""");
        execute("CREATE TEMP MACRO number(c DOUBLE) AS c, (c VARCHAR) AS %s(c)"
                .formatted(decimalComma ? "comma_number" : "plain_number"));
        execute("""
                CREATE TEMP MACRO moment(c) AS
                    CASE WHEN substr(c, 5, 1) IN ('-', '/') AND substr(c, 1, 1) BETWEEN '0' AND '9' THEN
                        CASE WHEN length(c) BETWEEN 8 AND 10
                                OR (length(c) = 19 AND substr(c, 14, 1) = ':' AND substr(c, 17, 1) = ':')
                            THEN TRY_CAST(c AS TIMESTAMP)
                            ELSE make_timestamp(epoch_us(
                                TRY_CAST(CASE WHEN length(c) < 8 THEN c || '-01' ELSE c END AS TIMESTAMPTZ))) END
                    END""");
        execute("""
                CREATE TEMP MACRO truth(c) AS
                    CASE WHEN lower(c) IN ('true', 't', 'yes', 'y', '1') THEN 'true'
                         WHEN lower(c) IN ('false', 'f', 'no', 'n', '0') THEN 'false' END""");
    }

    /** Loads a tidy file as the table {@code cells} with the columns {@code line, c0, c1, …}, all text. */
    void loadCells(Path tidy, int columns) throws SQLException {
        String names = IntStream.range(0, columns)
                .mapToObj(i -> "'c%d': 'VARCHAR'".formatted(i))
                .collect(Collectors.joining(", "));
        execute("""
                CREATE TEMP TABLE cells AS SELECT * FROM read_csv(%s, auto_detect=false, header=false, delim=',',
                    quote='"', escape='"', nullstr='', allow_quoted_nulls=false, strict_mode=true, new_line='\\n',
                    max_line_size=%d, columns={'line': 'BIGINT', %s})""".formatted(literal(tidy.toAbsolutePath().toString()), LONGEST_TIDY_ROW, names));
    }

    /** Loads what lies in a table as it is as the view {@code cells}; its rows are lines that follow each other. */
    void loadPlain(String source, int firstLine) throws SQLException {
        execute("CREATE TEMP TABLE plain AS SELECT * FROM " + source);
        execute("CREATE TEMP VIEW cells AS SELECT rowid + %d AS line, * FROM plain".formatted(firstLine));
        plain = true;
    }

    void dropCells() throws SQLException {
        execute(plain ? "DROP VIEW cells" : "DROP TABLE cells");
        if (plain) {
            execute("DROP TABLE plain");
            plain = false;
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of an answer. */
    List<Object[]> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            int width = answer.getMetaData().getColumnCount();
            List<Object[]> rows = new ArrayList<>();
            while (answer.next()) {
                Object[] row = new Object[width];
                for (int i = 0; i < width; i++) {
                    row[i] = answer.getObject(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The only row of an answer. */
    Object[] row(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    long count(String sql) throws SQLException {
        return ((Number) row(sql)[0]).longValue();
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
