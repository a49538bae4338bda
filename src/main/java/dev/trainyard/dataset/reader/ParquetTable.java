package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Loads a Parquet file, whose cells are then typed like those of any other table. Its footer is not believed blindly. */
final class ParquetTable {

    private static final int TAIL = 8;
    private static final int LONGEST_FOOTER = 64 << 20;
    private static final long CELLS_ALWAYS_ALLOWED = 10_000_000;
    private static final long MOST_CELLS_A_BYTE = 500;

    private final Path file;
    private final DatasetSpec spec;

    /** @param file which lies in the folder that the database may see */
    ParquetTable(Path file, DatasetSpec spec) {
        this.file = file;
        this.spec = spec;
    }

    Loaded load(Path folder) throws IOException, SQLException {
        checkFooter();
        Database database = Loaded.open(folder, Tidying.MOST_COLUMNS, spec);
        try {
            return load(database);
        } catch (SQLException e) {
            database.close();
            if (isOutOfMemory(e)) {
                throw e;
            }
            throw damaged();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    static boolean isOutOfMemory(SQLException e) {
        return String.valueOf(e.getMessage()).contains("Out of Memory");
    }

    private void checkFooter() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[TAIL];
            if (bytes.length() < 4 + TAIL) {
                throw damaged();
            }
            bytes.seek(bytes.length() - TAIL);
            bytes.readFully(tail);
            String magic = new String(tail, 4, 4, StandardCharsets.ISO_8859_1);
            if (magic.equals("PARE")) {
                throw new Unreadable("encrypted_parquet", "the Parquet file is encrypted; upload it in the clear");
            }
            int footer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (!magic.equals("PAR1") || footer <= 0 || footer > bytes.length() - 4 - TAIL || footer > LONGEST_FOOTER) {
                throw damaged();
            }
        }
    }

    private static Unreadable damaged() {
        return new Unreadable(
                "damaged_parquet",
                "the Parquet file is damaged: its footer does not describe what is in it; write it again");
    }

    private Loaded load(Database database) throws SQLException, IOException {
        String source = "read_parquet(%s, file_row_number=true)".formatted(literal());
        List<Object[]> columns = database.rows("DESCRIBE SELECT * EXCLUDE (file_row_number) FROM " + source);
        Tidying.refuseTooMany(columns.size());
        refuseTooManyCells(database, columns.size());
        List<String> names = columns.stream().map(column -> (String) column[0]).toList();
        Overrides overrides = Overrides.of(spec, Names.ofHeader(names));
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cells.add("%s AS c%d".formatted(cell(names.get(i), String.valueOf(columns.get(i)[1])), i));
        }
        database.execute("CREATE TEMP TABLE cells AS SELECT file_row_number + 1 AS line, %s FROM %s"
                .formatted(String.join(", ", cells), source));
        long rows = database.count("SELECT count(*) FROM cells");
        if (rows == 0) {
            throw new Unreadable("no_rows", "the Parquet file has %d columns and no rows".formatted(names.size()));
        }
        return new Loaded(
                database,
                overrides.names(),
                List.of(),
                overrides.types(),
                Set.of(),
                rows,
                new BrokenRows(),
                spec,
                List.of());
    }

    private String literal() {
        return Database.literal(file.toAbsolutePath().toString());
    }

    /** A few bytes can stand for any number of equal cells. */
    private void refuseTooManyCells(Database database, int columns) throws SQLException, IOException {
        double rows = ((Number)
                        database.row("SELECT sum(num_rows) FROM parquet_file_metadata(%s)".formatted(literal()))[0])
                .doubleValue();
        long most = Math.max(CELLS_ALWAYS_ALLOWED, Files.size(file) * MOST_CELLS_A_BYTE);
        if (rows < 0 || rows * columns > most) {
            throw new Unreadable(
                    "unpacks_too_far",
                    "the Parquet file speaks of %,.0f rows of %d columns; a file of its size may have %,d cells"
                            .formatted(rows, columns, most));
        }
    }

    /** The cell as text; NaN and what counts as missing is none. */
    private String cell(String name, String type) {
        String column = Database.identifier(name);
        String text = "CAST(%s AS VARCHAR)".formatted(column);
        if (type.equals("FLOAT") || type.equals("DOUBLE")) {
            return "CASE WHEN NOT isnan(%s) THEN %s END".formatted(column, written(text));
        }
        if (type.equals("BLOB")) {
            throw new Unreadable(
                    "binary_column",
                    "column '%s' of the Parquet file holds bytes; leave it out, or write it as text".formatted(name));
        }
        if (type.startsWith("DECIMAL")) {
            return written(text);
        }
        return type.toUpperCase(Locale.ROOT).equals("VARCHAR") ? unlessMissing(column) : text;
    }

    /** A number as the description says that numbers are written. */
    private String written(String number) {
        return ",".equals(spec.decimal()) ? "replace(%s, '.', ',')".formatted(number) : number;
    }

    private String unlessMissing(String column) {
        List<String> missing = spec.nullValuesOrUsual();
        return missing.isEmpty()
                ? column
                : "CASE WHEN %1$s NOT IN (%2$s) THEN %1$s END"
                        .formatted(
                                column, missing.stream().map(Database::literal).collect(Collectors.joining(", ")));
    }
}
