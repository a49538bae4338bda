package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Locale;

/** How many rows one call may ask for. */
public final class RowLimit {

    public static final int MOST_ROWS = 10_000;

    /** 64 MB of floats: rows may be few and yet long, as pictures are. */
    private static final int MOST_NUMBERS = 16_000_000;

    private RowLimit() {}

    /** @throws Problem {@code too_large}, or {@code invalid_prediction_input} when there are none */
    static void check(int rows) {
        checkMost(rows);
        if (rows == 0) {
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    "there are no rows; a call asks for at least one",
                    List.of(new Violation("/rows", "empty", "there are no rows; a call asks for at least one")));
        }
    }

    /** @throws Problem {@code too_large} */
    public static void checkMost(long rows) {
        if (rows > MOST_ROWS) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "the call has %,d rows; one call takes at most %,d: send several",
                            rows,
                            MOST_ROWS));
        }
    }

    /** Whether one call may have so many rows of so many numbers. */
    static boolean holds(int rows, long numbers) {
        return rows <= Math.max(1, MOST_NUMBERS / numbers);
    }

    /**
     * Looks before memory is taken for what rows become, or what is answered to them; a single one is never refused.
     *
     * @param numbers of one row
     * @throws Problem {@code too_large}
     */
    static void check(int rows, long numbers) {
        if (!holds(rows, numbers)) {
            throw new Problem(
                    ProblemType.TOO_LARGE,
                    String.format(
                            Locale.ROOT,
                            "the call has %,d examples of %,d numbers each; one call takes at most %,d such: send several",
                            rows,
                            numbers,
                            Math.max(1, MOST_NUMBERS / numbers)));
        }
    }
}
