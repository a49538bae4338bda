package dev.trainyard.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;

/**
 * Looks once over delimited text to see whether it is tidy as it lies there: quotes only around whole cells, no line ends
 * within them, no white space around cells, no blank or broken lines, one kind of line end. What it is not sure of it takes
 * for untidy.
 */
final class PlainScan {

    private static final int BUFFER = 1 << 18;
    private static final byte DELIMITER = 1;
    private static final byte LINE_FEED = 2;
    private static final byte CARRIAGE_RETURN = 3;
    private static final byte SPACE = 4;
    private static final byte UNDERSCORE = 5;
    private static final byte QUOTE = 6;
    private static final byte REFUSED = 7;
    private static final long NOWHERE = -1;

    private final byte[] kinds = new byte[256];
    private final boolean blankDelimiter;
    private final int width;
    private final BitSet underscored = new BitSet();
    private long lines;
    private long feeds;
    private long returns;
    private long returnsBeforeFeeds;
    private long longest;
    private long lineStart;
    private int cell;
    private boolean quoted;
    private long closingQuote = NOWHERE;

    /** @param width how many cells each line must have, at least two */
    PlainScan(Dialect dialect, int width) {
        this.width = width;
        this.blankDelimiter = Row.isSpace((byte) dialect.delimiter());
        kinds[0] = REFUSED;
        kinds['\n'] = LINE_FEED;
        kinds['\r'] = CARRIAGE_RETURN;
        kinds[' '] = SPACE;
        kinds['\t'] = SPACE;
        kinds['_'] = UNDERSCORE;
        kinds[dialect.quote()] = blankDelimiter ? REFUSED : QUOTE; // a row of nothing between blanks is a blank line
        kinds[dialect.delimiter()] = DELIMITER;
    }

    boolean isPlain(InputStream text) throws IOException {
        byte[] window = new byte[BUFFER + 1];
        window[0] = '\n';
        long before = -1;
        int count = text.read(window, 1, BUFFER);
        while (count > 0) {
            if (!isPlain(window, count + 1, before)) {
                return false;
            }
            before += count;
            window[0] = window[count];
            count = text.read(window, 1, BUFFER);
        }
        return endsWell(window[0], before + 1);
    }

    /** @param before what is to be added to a place in the window for its place in the text */
    private boolean isPlain(byte[] window, int filled, long before) {
        for (int i = 1; i < filled; i++) {
            byte kind = kinds[window[i] & 0xff];
            if (kind != 0 && !isPlain(kind, kinds[window[i - 1] & 0xff], before + i)) {
                return false;
            }
        }
        return before + filled - lineStart <= RowScanner.LONGEST_ROW;
    }

    private boolean isPlain(byte kind, byte previous, long place) {
        if (quoted) {
            return isPlainWithinQuotes(kind, place);
        }
        if (closingQuote != NOWHERE) {
            return isPlainBehindQuote(kind, previous, place);
        }
        switch (kind) {
            case DELIMITER:
                cell++;
                return previous != SPACE && cell < width;
            case LINE_FEED:
                feeds++;
                returnsBeforeFeeds += previous == CARRIAGE_RETURN ? 1 : 0;
                return previous != SPACE && endsLine(place);
            case CARRIAGE_RETURN:
                returns++;
                return previous != SPACE;
            case SPACE:
                return previous == 0 || previous == SPACE || previous == UNDERSCORE;
            case UNDERSCORE:
                underscored.set(cell);
                return true;
            case QUOTE:
                quoted = true;
                return previous == DELIMITER || previous == LINE_FEED;
            default:
                return false;
        }
    }

    private boolean isPlainWithinQuotes(byte kind, long place) {
        switch (kind) {
            case QUOTE:
                quoted = false;
                closingQuote = place;
                return true;
            case UNDERSCORE:
                underscored.set(cell);
                return true;
            default:
                return kind == DELIMITER || kind == SPACE;
        }
    }

    /** The cell ends at once, or the quote stands for one within it. */
    private boolean isPlainBehindQuote(byte kind, byte previous, long place) {
        boolean atOnce = place == closingQuote + 1;
        closingQuote = NOWHERE;
        if (kind == QUOTE) {
            quoted = true;
            return atOnce;
        }
        return atOnce && kind != SPACE && kind != UNDERSCORE && isPlain(kind, previous, place);
    }

    private boolean endsLine(long place) {
        long length = place - lineStart;
        boolean whole = cell == width - 1 && !(blankDelimiter && length <= width);
        longest = Math.max(longest, length);
        lineStart = place + 1;
        cell = 0;
        lines++;
        return whole;
    }

    private boolean endsWell(byte last, long bytes) {
        if (quoted || (closingQuote != NOWHERE && closingQuote != bytes - 1)) {
            return false;
        }
        boolean whole = last == '\n' || (kinds[last & 0xff] != SPACE && last != '\r' && endsLine(bytes));
        boolean oneKindOfLineEnd = returns == returnsBeforeFeeds && (returns == 0 || returns == feeds);
        return whole && oneKindOfLineEnd;
    }

    /** The lines, with the header. */
    long lines() {
        return lines;
    }

    long longestLine() {
        return longest;
    }

    String lineEnd() {
        return returns > 0 ? "\\r\\n" : "\\n";
    }

    /** The columns that have an underscore anywhere, which is none of a number's signs. */
    BitSet underscored() {
        return underscored;
    }
}
