package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How many rows make one update: a number, {@code "full"} for all training rows, or {@code "auto"} for what {@link BatchRule} finds. */
public record BatchSize(int rows) {

    public static final BatchSize FULL = new BatchSize(0);
    public static final BatchSize AUTO = new BatchSize(-1);
    static final BatchSize USUAL = new BatchSize(32);

    @JsonCreator
    static BatchSize read(Object value) {
        if ("full".equals(value)) {
            return FULL;
        }
        if ("auto".equals(value)) {
            return AUTO;
        }
        if (value instanceof Integer rows && rows > 0) {
            return new BatchSize(rows);
        }
        throw new IllegalArgumentException(
                "batchSize is %s; it is a whole number from 1 up, \"full\" or \"auto\"".formatted(value));
    }

    @JsonValue
    Object written() {
        if (isAuto()) {
            return "auto";
        }
        return isFull() ? "full" : rows;
    }

    boolean isAuto() {
        return rows < 0;
    }

    public boolean isFull() {
        return rows == 0;
    }

    /** The rows of one update out of so many training rows. */
    public int of(int trainingRows) {
        return isFull() ? trainingRows : Math.min(rows, trainingRows);
    }
}
