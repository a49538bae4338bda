package dev.trainyard.dataset.reader;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks for the same numbers of each of many columns. What a statement costs grows with the square of the numbers that it
 * asks for, and faster: of few columns it asks in one statement, of many in several, and of many short ones it makes rows,
 * which are grouped by their column.
 */
final class EachColumn {

    /** So many columns may stand in one statement. */
    static final int AT_ONCE = 25;

    private static final int TURNED_AT_ONCE = 200;

    /** Longer columns are not turned into rows: that takes longer than asking does. */
    private static final long MOST_ROWS_TURNED = 20_000;

    private EachColumn() {}

    /**
     * The numbers of the columns, one column after the other.
     *
     * @param table in SQL; it has rows
     * @param cells its columns, of one type
     * @param numbers in SQL; {@code %1$s} stands for the column
     */
    static Object[] ask(Database database, String table, List<String> cells, String numbers, long rows)
            throws SQLException {
        boolean turned = cells.size() > AT_ONCE && rows <= MOST_ROWS_TURNED;
        int step = turned ? TURNED_AT_ONCE : AT_ONCE;
        List<Object> answer = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += step) {
            List<String> some = cells.subList(from, Math.min(cells.size(), from + step));
            answer.addAll(turned ? turned(database, table, some, numbers) : together(database, table, some, numbers));
        }
        return answer.toArray();
    }

    private static List<Object> together(Database database, String table, List<String> cells, String numbers)
            throws SQLException {
        return Arrays.asList(database.row(
                cells.stream().map(numbers::formatted).collect(Collectors.joining(", ", "SELECT ", " FROM " + table))));
    }

    private static List<Object> turned(Database database, String table, List<String> cells, String numbers)
            throws SQLException {
        Map<String, Object[]> byCell = new HashMap<>();
        for (Object[] row : database.rows("""
                SELECT cell, %s FROM (SELECT %s FROM %s) AS wide UNPIVOT INCLUDE NULLS (value FOR cell IN (COLUMNS(*)))
                GROUP BY cell""".formatted(numbers.formatted("value"), String.join(", ", cells), table))) {
            byCell.put((String) row[0], Arrays.copyOfRange(row, 1, row.length));
        }
        List<Object> answer = new ArrayList<>();
        for (String cell : cells) {
            Collections.addAll(answer, byCell.get(cell));
        }
        return answer;
    }
}
