package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.SequenceSpec;
import java.sql.SQLException;
import java.util.List;

/**
 * How many sequences there are, and how many rows each has.
 *
 * @param repeated how many rows have the same place as another row of their sequence
 */
public record SequenceLengths(long sequences, long shortest, double mean, long longest, long repeated) {

    static SequenceLengths of(TypedRows typed, SequenceSpec spec, long rows) throws SQLException {
        Object[] found = spec.idColumn() == null
                ? new Object[] {1L, rows, (double) rows, rows}
                : typed.database()
                        .row("SELECT count(*), min(n), avg(n), max(n) FROM (SELECT count(*) AS n FROM %s GROUP BY %s)"
                                .formatted(typed.source(), Database.identifier(spec.idColumn())));
        return new SequenceLengths(
                Votes.count(found[0]),
                Votes.count(found[1]),
                ((Number) found[2]).doubleValue(),
                Votes.count(found[3]),
                repeated(typed, spec, rows));
    }

    private static long repeated(TypedRows typed, SequenceSpec spec, long rows) throws SQLException {
        if (spec.orderColumn() == null) {
            return 0;
        }
        String order = Database.identifier(spec.orderColumn());
        String place = spec.idColumn() == null ? order : Database.identifier(spec.idColumn()) + ", " + order;
        return rows
                - typed.database()
                        .count("SELECT count(*) FROM (SELECT DISTINCT %s FROM %s)".formatted(place, typed.source()));
    }

    List<Warning> warnings(SequenceSpec spec) {
        return repeated == 0
                ? List.of()
                : List.of(new Warning(
                        "repeated_order",
                        spec.orderColumn(),
                        "%,d rows have the same '%s' as an earlier row of their sequence; these keep the order of the file"
                                .formatted(repeated, spec.orderColumn())));
    }
}
