package dev.trainyard.dataset.reader;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The first rows, for people to look at. */
final class Head {

    private static final int MOST_CELLS = 200_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final double LARGEST_EXACT_INTEGER = 1L << 53;

    private Head() {}

    static List<List<@Nullable Object>> of(TypedRows typed) throws SQLException {
        List<TypedColumn> columns = typed.columns();
        int rows = Math.max(1, Math.min(Reading.MOST_HEAD_ROWS, MOST_CELLS / columns.size()));
        String cells = columns.stream().map(Head::shown).collect(Collectors.joining(", "));
        List<List<@Nullable Object>> head = new ArrayList<>();
        for (Object[] row : typed.rows(cells, columns, "LIMIT " + rows)) {
            head.add(Arrays.stream(row).map(Head::plain).collect(Collectors.toList()));
        }
        return head;
    }

    private static String shown(TypedColumn column) {
        return switch (column.type()) {
            case NUMERIC -> column.cell();
            case DATETIME -> Measurements.rfc3339(column.cell());
            case CATEGORICAL, BOOLEAN, TEXT -> "left(%s, %d)".formatted(column.cell(), LONGEST_TEXT);
        };
    }

    /** Whole numbers without a decimal point, as they were written. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Double number
                && number == Math.rint(number)
                && Math.abs(number) <= LARGEST_EXACT_INTEGER) {
            return number.longValue();
        }
        return value;
    }
}
