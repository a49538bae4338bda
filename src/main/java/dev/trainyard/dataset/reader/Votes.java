package dev.trainyard.dataset.reader;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lets the cells of each column say what they are. */
final class Votes {

    private Votes() {}

    /** Of columns that all lie in the table as text. */
    static List<Vote> of(Database database, int columns) throws SQLException {
        return of(database, columns, Set.of());
    }

    /** @param numbers the columns that lie in the table as numbers */
    static List<Vote> of(Database database, int columns, Set<Integer> numbers) throws SQLException {
        long rows = database.count("SELECT count(*) FROM cells");
        Vote[] votes = new Vote[columns];
        ofNumbers(database, rows, places(columns, numbers::contains), votes);
        ofTexts(database, rows, places(columns, i -> !numbers.contains(i)), votes);
        lookCloser(database, rows, places(columns, i -> !votes[i].isNumeric()), votes);
        return List.of(votes);
    }

    private static List<Integer> places(int columns, IntPredicate chosen) {
        return IntStream.range(0, columns).filter(chosen).boxed().toList();
    }

    private static Object[] ask(Database database, List<Integer> places, String numbers, long rows)
            throws SQLException {
        return EachColumn.ask(
                database, "cells", places.stream().map(i -> "c" + i).toList(), numbers, rows);
    }

    private static void ofNumbers(Database database, long rows, List<Integer> places, Vote[] votes)
            throws SQLException {
        Object[] answer = ask(database, places, "count(%1$s), count(*) FILTER (%1$s IN (0, 1))", rows);
        for (int k = 0; k < places.size(); k++) {
            long present = count(answer[2 * k]);
            votes[places.get(k)] = new Vote(present, present, count(answer[2 * k + 1]), null, 0, 0, 0);
        }
    }

    private static void ofTexts(Database database, long rows, List<Integer> places, Vote[] votes) throws SQLException {
        Object[] answer = ask(database, places, """
                count(%1$s), count(number(%1$s)), count(*) FILTER (number(%1$s) IN (0, 1)),
                min(%1$s) FILTER (number(%1$s) IS NULL), max(%1$s) FILTER (number(%1$s) IS NULL)""", rows);
        for (int k = 0; k < places.size(); k++) {
            int at = 5 * k;
            votes[places.get(k)] = new Vote(
                    count(answer[at]),
                    count(answer[at + 1]),
                    count(answer[at + 2]),
                    lone((String) answer[at + 3], (String) answer[at + 4]),
                    0,
                    0,
                    0);
        }
    }

    private static @Nullable String lone(@Nullable String least, @Nullable String greatest) {
        return least != null && least.equals(greatest) ? least : null;
    }

    /** Looks at the columns that are not numeric. */
    private static void lookCloser(Database database, long rows, List<Integer> places, Vote[] votes)
            throws SQLException {
        Object[] answer = ask(
                database,
                places,
                "count(moment(%1$s)), count(*) FILTER (lower(%1$s) IN ('true', 'false')), count(DISTINCT %1$s)",
                rows);
        for (int k = 0; k < places.size(); k++) {
            Vote vote = votes[places.get(k)];
            votes[places.get(k)] = new Vote(
                    vote.present(),
                    vote.numbers(),
                    vote.zerosAndOnes(),
                    vote.loneOther(),
                    count(answer[3 * k]),
                    count(answer[3 * k + 1]),
                    count(answer[3 * k + 2]));
        }
    }

    static long count(Object number) {
        return ((Number) number).longValue();
    }
}
