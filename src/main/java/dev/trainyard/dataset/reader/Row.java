package dev.trainyard.dataset.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The cells of one row, unquoted and trimmed; its memory is used again for the next row. */
final class Row {

    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[64];
    private int length;
    private int cells;
    private int cellStart;
    private boolean quoted;
    private boolean ascii = true;
    private long line;

    void begin(long firstLine) {
        line = firstLine;
        length = 0;
        cells = 0;
        ascii = true;
        beginCell();
    }

    private void beginCell() {
        cellStart = length;
        quoted = false;
    }

    void beginQuoted() {
        length = cellStart;
        quoted = true;
    }

    void add(byte b) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = b;
        ascii &= b >= 0;
    }

    /** Whether the cell so far is nothing but white space, so that a quote may still open it. */
    boolean cellIsBlank() {
        for (int i = cellStart; i < length; i++) {
            if (!isSpace(bytes[i])) {
                return false;
            }
        }
        return !quoted;
    }

    void endCell() {
        if (!quoted) {
            trim();
        }
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, cells * 2);
        }
        ends[cells++] = length;
        beginCell();
    }

    private void trim() {
        while (length > cellStart && isSpace(bytes[length - 1])) {
            length--;
        }
        int from = cellStart;
        while (from < length && isSpace(bytes[from])) {
            from++;
        }
        System.arraycopy(bytes, from, bytes, cellStart, length - from);
        length -= from - cellStart;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    long line() {
        return line;
    }

    int size() {
        return cells;
    }

    /** Whether the line holds nothing at all: a single empty cell, or several between delimiters that are blank themselves. */
    boolean isBlank(boolean blankDelimiter) {
        return length == 0 && (cells == 1 || blankDelimiter);
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int cell) {
        return cell == 0 ? 0 : ends[cell - 1];
    }

    int end(int cell) {
        return ends[cell];
    }

    String cell(int cell) {
        return new String(bytes, start(cell), end(cell) - start(cell), StandardCharsets.UTF_8);
    }

    List<String> cellTexts() {
        return IntStream.range(0, cells).mapToObj(this::cell).toList();
    }

    boolean isUtf8() {
        return ascii || isUtf8(bytes, length);
    }

    private static boolean isUtf8(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The beginning of the row as a person would recognise it. */
    String excerpt() {
        int shown = Math.min(length, 4 * Reject.LONGEST_VALUE);
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < cells && start(cell) <= shown; cell++) {
            text.append(cell == 0 ? "" : ",")
                    .append(new String(
                            bytes, start(cell), Math.min(shown, end(cell)) - start(cell), StandardCharsets.UTF_8));
        }
        return Reject.shortened(text.toString());
    }
}
