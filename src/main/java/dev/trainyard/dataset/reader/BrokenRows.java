package dev.trainyard.dataset.reader;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows that could not be cut into cells, or into too few or too many: the first are kept, all are counted. */
final class BrokenRows {

    private static final Map<RowScanner.Found, String> MESSAGES = new EnumMap<>(Map.of(
            RowScanner.Found.LINE_TOO_LONG, "the line has more than %,d bytes".formatted(RowScanner.LONGEST_ROW),
            RowScanner.Found.UNCLOSED_QUOTE, "a quote is opened and never closed",
            RowScanner.Found.TEXT_AFTER_QUOTE,
                    "text follows a closing quote; a quote within a quoted cell is written twice",
            RowScanner.Found.NUL_BYTE, "the line has a NUL byte",
            RowScanner.Found.NOT_UTF8, "the line is not UTF-8; is the file Latin-1 or Windows-1252? Save it as UTF-8"));

    private final List<Reject> first = new ArrayList<>();
    private final Map<String, Long> counts = new HashMap<>();

    static String code(RowScanner.Found found) {
        return found.name().toLowerCase(Locale.ROOT);
    }

    static String message(RowScanner.Found found) {
        return MESSAGES.getOrDefault(found, "it cannot be read");
    }

    void add(long line, RowScanner.Found found, RowScanner scanner) {
        String excerpt = found == RowScanner.Found.NOT_UTF8 ? scanner.row().excerpt() : scanner.excerpt();
        add(line, excerpt, code(found), message(found));
    }

    void addRagged(Row row, int expected) {
        add(
                row.line(),
                row.excerpt(),
                row.size() < expected ? "too_few_cells" : "too_many_cells",
                "the row has %d cells where %d are expected".formatted(row.size(), expected));
    }

    void add(long line, String excerpt, String reason, String message) {
        counts.merge(reason, 1L, Long::sum);
        if (first.size() < Rejects.MOST_KEPT) {
            first.add(new Reject(line, null, excerpt, reason, message, 0));
        }
    }

    /** Counts more rows that are alike, of which none is shown. */
    void addUnseen(String reason, long more) {
        if (more > 0) {
            counts.merge(reason, more, Long::sum);
        }
    }

    long rows() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first of them, each knowing how many more there are. */
    List<Reject> first() {
        return first.stream()
                .map(reject -> new Reject(
                        reject.line(),
                        null,
                        reject.value(),
                        reject.reason(),
                        reject.message(),
                        counts.getOrDefault(reject.reason(), 1L) - 1))
                .toList();
    }
}
