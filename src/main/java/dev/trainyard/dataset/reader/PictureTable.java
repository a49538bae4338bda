package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that pictures may become, in the tidy form that {@link Database#loadCells} takes. A row is numbered by its place,
 * from 1; where its picture lies and where its label was written is kept beside.
 */
final class PictureTable implements Closeable {

    /** More are refused. */
    static final int MOST_ROWS = 5_000_000;

    private final Path file;
    private final OutputStream out;
    private final List<String> names;
    private final Map<String, ColumnType> types;
    private int[] entries = new int[1_024];
    private long[] lines = new long[1_024];
    private int rows;

    /** @param types of the columns that leave no doubt */
    PictureTable(Path file, List<String> names, Map<String, ColumnType> types) throws IOException {
        this.file = file;
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        this.names = List.copyOf(names);
        this.types = Map.copyOf(types);
    }

    /**
     * Adds a row.
     *
     * @param entry the number of the picture
     * @param line by which a person finds the row
     * @param cells null where one is missing
     */
    void add(int entry, long line, List<@Nullable String> cells) throws IOException {
        if (rows >= MOST_ROWS) {
            throw new Unreadable("too_many_pictures", "there are more than %,d pictures".formatted(MOST_ROWS));
        }
        if (rows == entries.length) {
            entries = Arrays.copyOf(entries, 2 * rows);
            lines = Arrays.copyOf(lines, 2 * rows);
        }
        entries[rows] = entry;
        lines[rows] = line;
        rows++;
        out.write(Integer.toString(rows).getBytes(StandardCharsets.US_ASCII));
        for (String cell : cells) {
            out.write(',');
            if (cell != null) {
                out.write(('"' + cell.replace("\"", "\"\"").replace("\0", "") + '"').getBytes(StandardCharsets.UTF_8));
            }
        }
        out.write('\n');
    }

    Path file() {
        return file;
    }

    List<String> names() {
        return names;
    }

    Map<String, ColumnType> types() {
        return types;
    }

    int rows() {
        return rows;
    }

    /** The number of the picture of a row. */
    int entry(long row) {
        return entries[(int) row - 1];
    }

    long line(long row) {
        return lines[(int) row - 1];
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
