package dev.trainyard.dataset.reader;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lets the cells of each column say what they are. */
final class Votes {

    /** So many columns are asked for in one statement. */
    static final int BLOCK = 50;

    private Votes() {}

    static List<Vote> of(Database database, int columns) throws SQLException {
        List<Vote> votes = new ArrayList<>();
        for (int from = 0; from < columns; from += BLOCK) {
            votes.addAll(block(database, from, Math.min(columns, from + BLOCK)));
        }
        return votes;
    }

    private static List<Vote> block(Database database, int from, int to) throws SQLException {
        Object[] numbers = database.row(IntStream.range(from, to)
                .mapToObj(i -> """
                        count(c%1$d), count(number(c%1$d)), count(*) FILTER (number(c%1$d) IN (0, 1)),
                        min(c%1$d) FILTER (number(c%1$d) IS NULL), max(c%1$d) FILTER (number(c%1$d) IS NULL)""".formatted(i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM cells")));
        List<Vote> votes = new ArrayList<>();
        for (int i = from; i < to; i++) {
            votes.add(numeric(numbers, (i - from) * 5));
        }
        return withTexts(database, votes, from);
    }

    private static Vote numeric(Object[] answer, int at) {
        return new Vote(
                count(answer[at]),
                count(answer[at + 1]),
                count(answer[at + 2]),
                lone((String) answer[at + 3], (String) answer[at + 4]),
                0,
                0,
                0);
    }

    private static @Nullable String lone(@Nullable String least, @Nullable String greatest) {
        return least != null && least.equals(greatest) ? least : null;
    }

    /** Looks closer at the columns that are not numeric. */
    private static List<Vote> withTexts(Database database, List<Vote> votes, int from) throws SQLException {
        List<Integer> texts = IntStream.range(0, votes.size())
                .filter(i -> !votes.get(i).isNumeric())
                .boxed()
                .toList();
        if (texts.isEmpty()) {
            return votes;
        }
        Object[] answer = database.row(texts.stream()
                .map(i -> """
                        count(moment(c%1$d)), count(*) FILTER (lower(c%1$d) IN ('true', 'false')), count(DISTINCT c%1$d)""".formatted(from + i))
                .collect(Collectors.joining(", ", "SELECT ", " FROM cells")));
        for (int k = 0; k < texts.size(); k++) {
            Vote vote = votes.get(texts.get(k));
            votes.set(
                    texts.get(k),
                    new Vote(
                            vote.present(),
                            vote.numbers(),
                            vote.zerosAndOnes(),
                            vote.loneOther(),
                            count(answer[3 * k]),
                            count(answer[3 * k + 1]),
                            count(answer[3 * k + 2])));
        }
        return votes;
    }

    static long count(Object number) {
        return ((Number) number).longValue();
    }
}
