package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Turns text as people write it into one form that leaves nothing to guess: each row is its line number and its cells, a
 * missing cell is empty, an empty one is {@code ""}. Rows that are broken are left out and told.
 */
final class Tidying {

    /** What one column may not exceed. */
    static final int MOST_COLUMNS = 2_000;

    private static final int BUFFER = 1 << 18;

    private final RawBytes raw;
    private final Dialect dialect;
    private final boolean header;
    private final int width;
    private final byte[][] nullValues;
    private final int longestNullValue;
    private final BrokenRows broken = new BrokenRows();
    private List<String> names = List.of();
    private long rows;

    /** @param width how many cells a row has where there is no header to tell */
    Tidying(RawBytes raw, Dialect dialect, boolean header, int width, DatasetSpec spec) {
        this.raw = raw;
        this.dialect = dialect;
        this.header = header;
        this.width = width;
        this.nullValues = spec.nullValuesOrUsual().stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.longestNullValue =
                Arrays.stream(nullValues).mapToInt(value -> value.length).max().orElse(-1);
    }

    /** Writes the tidy form; afterwards the names, the number of rows and the broken ones are known. */
    Tidying into(Path target) throws IOException {
        try (InputStream text = raw.open();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER)) {
            RowScanner scanner = new RowScanner(text, dialect);
            names = header ? readNames(scanner) : Names.numbered(width);
            refuseTooMany(names.size());
            for (RowScanner.Found found = scanner.next(); found != RowScanner.Found.END; found = scanner.next()) {
                take(scanner, found, out);
            }
        }
        return this;
    }

    private static List<String> readNames(RowScanner scanner) throws IOException {
        RowScanner.Found found = scanner.next();
        if (found == RowScanner.Found.END) {
            throw new Unreadable("empty_file", "the file has only blank lines; expected a header line and rows");
        }
        if (found != RowScanner.Found.ROW) {
            throw new Unreadable(
                    BrokenRows.code(found),
                    "the header (line %d) cannot be read: %s".formatted(scanner.line(), BrokenRows.message(found)));
        }
        refuseTooMany(scanner.row().size());
        return Names.ofHeader(scanner.row().cellTexts());
    }

    private static void refuseTooMany(int columns) {
        if (columns > MOST_COLUMNS) {
            throw new Unreadable(
                    "too_many_columns",
                    "the table has %,d columns; at most %,d are read".formatted(columns, MOST_COLUMNS));
        }
    }

    private void take(RowScanner scanner, RowScanner.Found found, OutputStream out) throws IOException {
        if (found != RowScanner.Found.ROW) {
            broken.add(scanner.line(), found, scanner);
        } else if (scanner.row().size() != names.size()) {
            broken.addRagged(scanner.row(), names.size());
        } else {
            write(scanner.row(), out);
            rows++;
        }
    }

    private void write(Row row, OutputStream out) throws IOException {
        out.write(Long.toString(row.line()).getBytes(StandardCharsets.US_ASCII));
        for (int cell = 0; cell < row.size(); cell++) {
            out.write(',');
            if (!isMissing(row, cell)) {
                writeCell(row.bytes(), row.start(cell), row.end(cell), out);
            }
        }
        out.write('\n');
    }

    private boolean isMissing(Row row, int cell) {
        int start = row.start(cell);
        int end = row.end(cell);
        if (end - start > longestNullValue) {
            return false;
        }
        for (byte[] value : nullValues) {
            if (Arrays.equals(row.bytes(), start, end, value, 0, value.length)) {
                return true;
            }
        }
        return false;
    }

    private static void writeCell(byte[] bytes, int start, int end, OutputStream out) throws IOException {
        if (isPlain(bytes, start, end)) {
            out.write(bytes, start, end - start);
            return;
        }
        out.write('"');
        for (int i = start; i < end; i++) {
            if (bytes[i] == '"') {
                out.write('"');
            }
            out.write(bytes[i]);
        }
        out.write('"');
    }

    /** Whether the cell needs no quotes: it is not empty and has no sign below the comma that means something. */
    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return false;
            }
        }
        return start < end;
    }

    List<String> names() {
        return names;
    }

    /** The rows that were written. */
    long rows() {
        return rows;
    }

    BrokenRows broken() {
        return broken;
    }
}
