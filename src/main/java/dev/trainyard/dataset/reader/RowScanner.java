package dev.trainyard.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts bytes into rows by a dialect (RFC 4180 with room for what people really write): lines end in LF, CRLF or CR,
 * white space around unquoted cells and quotes does not count, a quote within an unquoted cell is only a sign, blank
 * lines and comments are skipped. A broken row is told apart and scanning goes on with the line after its first; memory holds one
 * row, which has at most {@value #LONGEST_ROW} bytes.
 */
final class RowScanner {

    static final int LONGEST_ROW = 1 << 20;

    /** What {@link #next} found. */
    enum Found {
        ROW,
        LINE_TOO_LONG,
        UNCLOSED_QUOTE,
        TEXT_AFTER_QUOTE,
        NUL_BYTE,
        NOT_UTF8,
        END
    }

    private static final int MORE_NEEDED = -1;

    private final InputStream source;
    private final byte delimiter;
    private final byte quote;
    private final byte comment;
    private final boolean blankDelimiter;
    private final Row row = new Row();
    private byte[] window = new byte[1 << 16];
    private int filled;
    private int rowStart;
    private int position;
    private long line = 1;
    private boolean ended;
    private boolean severalLines;
    private String excerpt = "";

    RowScanner(InputStream source, Dialect dialect) {
        this.source = source;
        this.delimiter = (byte) dialect.delimiter();
        this.quote = (byte) dialect.quote();
        this.comment = (byte) dialect.comment();
        this.blankDelimiter = Row.isSpace(delimiter);
    }

    /** The row that was found last. */
    Row row() {
        return row;
    }

    /** The line at which what was found last begins, from 1. */
    long line() {
        return row.line();
    }

    /** Looks for the next row that is not blank. */
    Found next() throws IOException {
        skipComments();
        Found found = scan();
        while (found == Found.ROW && row.isBlank(blankDelimiter)) {
            skipComments();
            found = scan();
        }
        return found == Found.ROW && !row.isUtf8() ? Found.NOT_UTF8 : found;
    }

    private void skipComments() throws IOException {
        while (comment != 0 && peekAtStart() == (comment & 0xff)) {
            skipLine(Found.ROW);
        }
    }

    private int peekAtStart() throws IOException {
        rowStart = position;
        return peek();
    }

    private Found scan() throws IOException {
        rowStart = position;
        severalLines = false;
        row.begin(line);
        int first = read();
        if (first == MORE_NEEDED) {
            return Found.END;
        }
        position--;
        while (true) {
            int b = read();
            if (b == MORE_NEEDED) {
                return isTooLong() ? brokenOff() : endOfRow(0);
            } else if (b == (delimiter & 0xff) && b != 0) {
                row.endCell();
            } else if (b == '\n' || b == '\r') {
                return endOfRow(b);
            } else if (b == 0) {
                return skipLine(Found.NUL_BYTE);
            } else if (b == quote && row.cellIsBlank()) {
                Found broken = scanQuoted();
                if (broken != Found.ROW) {
                    return broken;
                }
            } else {
                row.add((byte) b);
            }
        }
    }

    /** Scans the inside of a quoted cell and what stands behind it, up to the delimiter or line end. */
    private Found scanQuoted() throws IOException {
        row.beginQuoted();
        while (true) {
            int b = read();
            if (b == MORE_NEEDED) {
                return brokenOff();
            } else if (b == 0) {
                return skipLine(Found.NUL_BYTE);
            } else if (b != quote) {
                severalLines |= b == '\n' || b == '\r';
                row.add((byte) b);
            } else if (peek() == quote) {
                row.add((byte) read());
            } else {
                return closesQuietly() ? Found.ROW : skipLine(Found.TEXT_AFTER_QUOTE);
            }
        }
    }

    private boolean closesQuietly() throws IOException {
        int b = peek();
        while (b != MORE_NEEDED && b != delimiter && Row.isSpace((byte) b)) {
            read();
            b = peek();
        }
        return b == MORE_NEEDED || b == delimiter || b == '\n' || b == '\r';
    }

    private Found endOfRow(int lineEnd) throws IOException {
        row.endCell();
        if (lineEnd == '\r' && peek() == '\n') {
            read();
        }
        line += severalLines ? lineEndsBefore(position) : 1;
        return Found.ROW;
    }

    /** The window is full or the bytes are at their end before the row is. */
    private Found brokenOff() throws IOException {
        return isTooLong() && lineEndsBefore(position) == 0
                ? skipLine(Found.LINE_TOO_LONG)
                : skipLine(Found.UNCLOSED_QUOTE);
    }

    private boolean isTooLong() {
        return filled - rowStart >= LONGEST_ROW && position == filled;
    }

    /** Goes back to the line in which the row begins and to the end of it. */
    private Found skipLine(Found why) throws IOException {
        position = rowStart;
        excerpt = beginning();
        int b = read();
        while (b != '\n' && b != '\r') {
            if (b == MORE_NEEDED) {
                if (!isTooLong()) {
                    return why;
                }
                rowStart = position;
            }
            b = read();
        }
        if (b == '\r' && peek() == '\n') {
            read();
        }
        line++;
        return why;
    }

    private long lineEndsBefore(int end) {
        long ends = 0;
        for (int i = rowStart; i < end; i++) {
            if (window[i] == '\n' || (window[i] == '\r' && !(i + 1 < end && window[i + 1] == '\n'))) {
                ends++;
            }
        }
        return ends;
    }

    private int read() throws IOException {
        int b = peek();
        if (b != MORE_NEEDED) {
            position++;
        }
        return b;
    }

    private int peek() throws IOException {
        if (position == filled && !fill()) {
            return MORE_NEEDED;
        }
        return window[position] & 0xff;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (rowStart > 0) {
            System.arraycopy(window, rowStart, window, 0, filled - rowStart);
            filled -= rowStart;
            position -= rowStart;
            rowStart = 0;
        }
        if (filled == LONGEST_ROW) {
            return false;
        }
        if (filled == window.length) {
            window = Arrays.copyOf(window, Math.min(LONGEST_ROW, filled * 2));
        }
        int count = source.read(window, filled, window.length - filled);
        ended = count < 0;
        filled += Math.max(0, count);
        return count > 0 || (!ended && fill());
    }

    /** The beginning of the line that was found broken, for a person to recognise it. */
    String excerpt() {
        return excerpt;
    }

    private String beginning() {
        int start = Math.min(rowStart, filled);
        int end = start;
        while (end < Math.min(filled, start + 4 * Reject.LONGEST_VALUE) && window[end] != '\n' && window[end] != '\r') {
            end++;
        }
        return Reject.shortened(new String(window, start, end - start, StandardCharsets.UTF_8));
    }
}
