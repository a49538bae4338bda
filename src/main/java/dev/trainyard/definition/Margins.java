package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * Rows and columns at the four edges, written as {@code [[top,bottom],[left,right]]}, as {@code [height,width]} where both
 * sides are alike, or as one number for all.
 */
public record Margins(int top, int bottom, int left, int right) {

    private static final int MOST = 4096;

    public Margins {
        for (int margin : new int[] {top, bottom, left, right}) {
            if (margin < 0 || margin > MOST) {
                throw new IllegalArgumentException("%d is no margin: it is from 0 to %d".formatted(margin, MOST));
            }
        }
    }

    public static Margins all(int margin) {
        return new Margins(margin, margin, margin, margin);
    }

    @JsonCreator
    static Margins read(Object written) {
        if (written instanceof Integer all) {
            return all(all);
        }
        if (written instanceof List<?> list && list.size() == 2) {
            int[] rows = pair(list.get(0), written);
            int[] columns = pair(list.get(1), written);
            return new Margins(rows[0], rows[1], columns[0], columns[1]);
        }
        throw notMargins(written);
    }

    private static int[] pair(Object side, Object written) {
        if (side instanceof Integer both) {
            return new int[] {both, both};
        }
        if (side instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Integer before
                && list.get(1) instanceof Integer after) {
            return new int[] {before, after};
        }
        throw notMargins(written);
    }

    private static IllegalArgumentException notMargins(Object written) {
        return new IllegalArgumentException(
                "%s is neither a whole number, nor [height,width], nor [[top,bottom],[left,right]]".formatted(written));
    }

    @JsonValue
    Object written() {
        return top == bottom && left == right && top == left
                ? top
                : List.of(List.of(top, bottom), List.of(left, right));
    }
}
