package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.reader.Measurements.Measured;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures columns of moments and of texts. */
final class OtherMeasurement {

    private OtherMeasurement() {}

    static List<Measured> ofMoments(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        Object[] answer =
                typed.ask(block, "count(%1$s), count(DISTINCT %1$s), epoch_ms(min(%1$s)), epoch_ms(max(%1$s))", rows);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            Profile.Range range = range((Long) answer[4 * i + 2], (Long) answer[4 * i + 3]);
            Profile.ColumnProfile profile =
                    new Profile.ColumnProfile(block.get(i).name(), null, null, null, range, null);
            measured.add(measured(block.get(i), answer, 4 * i, rows, null, profile));
        }
        return measured;
    }

    private static Profile.@Nullable Range range(@Nullable Long first, @Nullable Long last) {
        return first == null || last == null ? null : new Profile.Range(rfc3339(first), rfc3339(last));
    }

    private static String rfc3339(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }

    static List<Measured> ofTexts(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        Object[] answer = typed.ask(
                block,
                "count(%1$s), count(DISTINCT %1$s), min(length(%1$s)), avg(length(%1$s)), max(length(%1$s))",
                rows);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            Profile.Lengths lengths = answer[5 * i + 2] == null
                    ? null
                    : new Profile.Lengths(
                            Votes.count(answer[5 * i + 2]),
                            ((Number) answer[5 * i + 3]).doubleValue(),
                            Votes.count(answer[5 * i + 4]));
            Profile.ColumnProfile profile =
                    new Profile.ColumnProfile(block.get(i).name(), null, null, null, null, lengths);
            measured.add(measured(block.get(i), answer, 5 * i, rows, lengths, profile));
        }
        return measured;
    }

    private static Measured measured(
            TypedColumn column,
            Object[] answer,
            int at,
            long rows,
            Profile.@Nullable Lengths lengths,
            Profile.ColumnProfile profile) {
        Column measured = new Column(
                column.name(),
                column.type(),
                rows - Votes.count(answer[at]),
                Votes.count(answer[at + 1]),
                lengths == null ? null : (double) lengths.shortest(),
                lengths == null ? null : (double) lengths.longest(),
                lengths == null ? null : lengths.mean(),
                null,
                null,
                null);
        return new Measured(column.index(), measured, profile);
    }
}
