package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;

/** A first line that is longer than a row may be: as a rule a table of very many columns, which are counted. */
final class EndlessLine {

    private static final byte[] DELIMITERS = {',', '\t', ';', '|'};
    private static final long MOST_BYTES = 64L << 20;

    private EndlessLine() {}

    /** @throws Unreadable {@code too_many_columns}, with their number */
    static void refuseColumns(RawBytes raw, byte[] beginning, DatasetSpec spec) throws IOException {
        if (beginning.length > RowScanner.LONGEST_ROW && !hasLineEnd(beginning)) {
            byte delimiter = spec.delimiter() == null
                    ? mostFrequent(beginning)
                    : (byte) spec.delimiter().charAt(0);
            Tidying.refuseTooMany(cells(raw, delimiter));
        }
    }

    private static boolean hasLineEnd(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }

    private static byte mostFrequent(byte[] bytes) {
        int[] counts = new int[256];
        for (byte b : bytes) {
            counts[b & 0xff]++;
        }
        byte best = DELIMITERS[0];
        for (byte delimiter : DELIMITERS) {
            best = counts[delimiter] > counts[best] ? delimiter : best;
        }
        return best;
    }

    private static int cells(RawBytes raw, byte delimiter) throws IOException {
        int cells = 1;
        byte[] buffer = new byte[RawBytes.LOOK];
        try (InputStream text = raw.open()) {
            long seen = 0;
            for (int count = text.read(buffer); count > 0 && seen < MOST_BYTES; count = text.read(buffer)) {
                seen += count;
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n' || buffer[i] == '\r') {
                        return cells;
                    }
                    cells += buffer[i] == delimiter ? 1 : 0;
                }
            }
        }
        return cells;
    }
}
