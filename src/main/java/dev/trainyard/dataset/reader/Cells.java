package dev.trainyard.dataset.reader;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a single cell looks like, for guesses from a few rows; DuckDB has the last word on all of them. */
final class Cells {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{1,2}(-\\d{1,2}([T ]\\d{1,2}:.*)?)?");

    private Cells() {}

    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell).matches();
    }

    /** Whether it is a number, a point in time or a truth value, so that it cannot be the name of a column. */
    static boolean isTyped(String cell) {
        String lower = cell.toLowerCase(Locale.ROOT);
        return isNumber(cell) || MOMENT.matcher(cell).matches() || lower.equals("true") || lower.equals("false");
    }
}
