package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A number of units, or {@code "auto"}: as many as the target needs, for the last layer. */
public record Units(int count) {

    public static final Units AUTO = new Units(0);

    /** More than any network here can hold. */
    static final int MOST = 16_000_000;

    public Units {
        if (count < 0) {
            throw new IllegalArgumentException("units is %d; a layer has at least 1 unit".formatted(count));
        }
    }

    @JsonCreator
    static Units read(Object value) {
        if ("auto".equals(value)) {
            return AUTO;
        }
        if (value instanceof Integer count && count > 0 && count <= MOST) {
            return new Units(count);
        }
        throw new IllegalArgumentException(
                "units is %s; it is a whole number from 1 to %d, or \"auto\"".formatted(value, MOST));
    }

    @JsonValue
    Object written() {
        return isAuto() ? "auto" : count;
    }

    public boolean isAuto() {
        return count == 0;
    }
}
