package dev.trainyard.dataset.reader;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Writes rows in one form that leaves nothing to guess: each is its line number and its cells, a missing cell is empty,
 * an empty one is {@code ""}.
 */
final class TidyFile implements AutoCloseable {

    private static final int BUFFER = 1 << 18;

    private final OutputStream out;
    private final byte[][] nullValues;
    private final int longestNullValue;
    private long rows;

    /** @param nullValues texts that stand for a missing cell */
    TidyFile(Path target, List<String> nullValues) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER);
        this.nullValues = nullValues.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.longestNullValue = Arrays.stream(this.nullValues)
                .mapToInt(value -> value.length)
                .max()
                .orElse(-1);
    }

    void write(Row row) throws IOException {
        begin(row.line());
        for (int cell = 0; cell < row.size(); cell++) {
            cell(row.bytes(), row.start(cell), row.end(cell));
        }
        end();
    }

    void begin(long line) throws IOException {
        out.write(Long.toString(line).getBytes(StandardCharsets.US_ASCII));
    }

    void end() throws IOException {
        out.write('\n');
        rows++;
    }

    void missing() throws IOException {
        out.write(',');
    }

    void cell(byte[] bytes, int start, int end) throws IOException {
        out.write(',');
        if (!isMissing(bytes, start, end)) {
            writeCell(bytes, start, end);
        }
    }

    private boolean isMissing(byte[] bytes, int start, int end) {
        if (end - start > longestNullValue) {
            return false;
        }
        for (byte[] value : nullValues) {
            if (Arrays.equals(bytes, start, end, value, 0, value.length)) {
                return true;
            }
        }
        return false;
    }

    private void writeCell(byte[] bytes, int start, int end) throws IOException {
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

    /** Whether the cell needs no quotes: it is not empty and has no sign that means something. */
    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return false;
            }
        }
        return start < end;
    }

    /** The rows that were written. */
    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
