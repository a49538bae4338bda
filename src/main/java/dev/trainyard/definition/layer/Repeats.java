package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A number of repetitions, or {@code "auto"}: as many as the target has steps. */
public record Repeats(int times) {

    static final Repeats AUTO = new Repeats(0);

    private static final int MOST = 10_000;

    public Repeats {
        if (times < 0 || times > MOST) {
            throw new IllegalArgumentException("n is %d; it is a whole number from 1 to %d".formatted(times, MOST));
        }
    }

    @JsonCreator
    static Repeats read(Object value) {
        if ("auto".equals(value)) {
            return AUTO;
        }
        if (value instanceof Integer times && times > 0) {
            return new Repeats(times);
        }
        throw new IllegalArgumentException("n is %s; it is a whole number from 1 up, or \"auto\"".formatted(value));
    }

    @JsonValue
    Object written() {
        return isAuto() ? "auto" : times;
    }

    boolean isAuto() {
        return times == 0;
    }
}
