package dev.trainyard.dataset.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A row that was left out.
 *
 * @param line where it begins; the first line of the file is 1
 * @param column the first column whose cell does not fit, null when the row itself is broken
 * @param value the cell, or the beginning of the row
 * @param alike how many more rows were left out for the same reason, column and value (for broken rows: reason)
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Reject(long line, @Nullable String column, String value, String reason, String message, long alike) {

    static final int LONGEST_VALUE = 100;

    public Reject {
        value = shortened(value);
    }

    static String shortened(String value) {
        return value.length() > LONGEST_VALUE ? cut(value, LONGEST_VALUE - 1) + "…" : value;
    }

    /** The beginning of a text, without half a surrogate pair at its end. */
    static String cut(String text, int most) {
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
