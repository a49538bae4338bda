package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Locale;

/** How many rows one call may ask for. */
public final class RowLimit {

    public static final int MOST_ROWS = 10_000;

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
}
