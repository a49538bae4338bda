package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the rows with a cell that does not fit its column. */
final class CellRejects {

    private static final int MOST_SUGGESTIONS = 10;

    private final Database database;
    private final List<TypedColumn> suspects;

    private CellRejects(Database database, List<TypedColumn> suspects) {
        this.database = database;
        this.suspects = suspects;
    }

    /** Looks at the columns that can have bad cells at all. */
    static CellRejects in(Database database, List<TypedColumn> columns, List<Vote> votes) throws SQLException {
        List<TypedColumn> suspects = new ArrayList<>();
        List<TypedColumn> possible = columns.stream()
                .filter(column -> column.canBeBad(votes.get(column.index())))
                .toList();
        for (int from = 0; from < possible.size(); from += EachColumn.AT_ONCE) {
            List<TypedColumn> block = possible.subList(from, Math.min(possible.size(), from + EachColumn.AT_ONCE));
            Object[] bad = database.row(block.stream()
                    .map(column -> "count(*) FILTER (%s)".formatted(column.isBad()))
                    .collect(Collectors.joining(", ", "SELECT ", " FROM cells")));
            for (int i = 0; i < block.size(); i++) {
                if (Votes.count(bad[i]) > 0) {
                    suspects.add(block.get(i));
                }
            }
        }
        return new CellRejects(database, suspects);
    }

    /** Whether the row is accepted, in SQL. */
    String accepted() {
        return suspects.isEmpty() ? "true" : "NOT " + anyBad();
    }

    private String anyBad() {
        return suspects.stream().map(TypedColumn::isBad).collect(Collectors.joining(" OR ", "(", ")"));
    }

    long rows() throws SQLException {
        return suspects.isEmpty() ? 0 : database.count("SELECT count(*) FROM cells WHERE " + anyBad());
    }

    /** All that was rejected, with the rows that were broken from the start. */
    Rejects and(BrokenRows broken, DatasetSpec spec) throws SQLException {
        if (suspects.isEmpty()) {
            return new Rejects(broken.rows(), broken.first(), List.of());
        }
        List<Reject> first = Stream.concat(broken.first().stream(), first().stream())
                .sorted(Comparator.comparingLong(Reject::line))
                .limit(Rejects.MOST_KEPT)
                .toList();
        return new Rejects(broken.rows() + rows(), first, suggestions(spec));
    }

    /** One entry a row: its first bad cell. */
    private String badCells() {
        StringBuilder column = new StringBuilder("CASE");
        StringBuilder value = new StringBuilder("CASE");
        for (int i = 0; i < suspects.size(); i++) {
            TypedColumn suspect = suspects.get(i);
            column.append(" WHEN %s THEN %d".formatted(suspect.isBad(), i));
            value.append(" WHEN %s THEN left(CAST(%s AS VARCHAR), 200)".formatted(suspect.isBad(), suspect.cell()));
        }
        return "(SELECT line, %s END AS suspect, %s END AS value FROM cells WHERE %s)"
                .formatted(column, value, anyBad());
    }

    private List<Reject> first() throws SQLException {
        List<Object[]> rows = database.rows("""
                SELECT line, suspect, value, count(*) OVER (PARTITION BY suspect, value) - 1
                FROM %s ORDER BY line LIMIT %d""".formatted(badCells(), Rejects.MOST_KEPT));
        return rows.stream().map(this::reject).toList();
    }

    private Reject reject(Object[] row) {
        TypedColumn column = suspects.get(((Number) row[1]).intValue());
        @Nullable String value = (String) row[2];
        return new Reject(
                Votes.count(row[0]),
                column.name(),
                value == null ? "" : value,
                column.reason(value),
                column.complaint(value),
                Votes.count(row[3]));
    }

    /** Texts that come again are markers of missing cells; a column with many different bad cells is no such column. */
    private List<Suggested> suggestions(DatasetSpec spec) throws SQLException {
        List<Suggested> suggestions = new ArrayList<>();
        for (Object[] row : database.rows("""
                SELECT value, count(*) FROM %s WHERE length(value) BETWEEN 1 AND 100
                GROUP BY value ORDER BY count(*) DESC, value LIMIT %d""".formatted(badCells(), MOST_SUGGESTIONS))) {
            suggestions.add(Suggestions.treatAsMissing(Votes.count(row[1]), (String) row[0], spec));
        }
        for (Object[] row : database.rows("""
                SELECT suspect FROM %s GROUP BY suspect HAVING count(DISTINCT value) > 3 ORDER BY count(*) DESC LIMIT %d""".formatted(badCells(), MOST_SUGGESTIONS))) {
            TypedColumn column = suspects.get(((Number) row[0]).intValue());
            suggestions.add(Suggestions.readAs(column.name(), ColumnType.CATEGORICAL, spec));
        }
        return suggestions;
    }
}
