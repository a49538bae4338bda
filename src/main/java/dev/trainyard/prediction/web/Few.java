package dev.trainyard.prediction.web;

import dev.trainyard.prediction.RowLimit;
import dev.trainyard.problem.Problem;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The examples of a request: as many are kept as a call may have, the others are only counted. */
final class Few<T> extends ArrayList<T> {

    private static final long serialVersionUID = 1L;

    private long asked;

    Few() {
        super();
    }

    @Override
    public boolean add(T example) {
        asked++;
        return asked <= RowLimit.MOST_ROWS && super.add(example);
    }

    /** @throws Problem {@code too_large}, with their number */
    static void check(@Nullable Object examples) {
        if (examples instanceof Few<?> few) {
            RowLimit.checkMost(few.asked);
        }
    }
}
