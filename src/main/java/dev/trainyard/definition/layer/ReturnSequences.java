package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trainyard.definition.Position;

/** Whether a recurrent layer answers each step, or only after the last; {@code "auto"} is as what follows needs it. */
public enum ReturnSequences {
    AUTO("auto"),
    TRUE(true),
    FALSE(false);

    private final Object written;

    ReturnSequences(Object written) {
        this.written = written;
    }

    @JsonCreator
    static ReturnSequences read(Object value) {
        for (ReturnSequences choice : values()) {
            if (choice.written.equals(value)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("returnSequences is %s; it is true, false or \"auto\"".formatted(value));
    }

    @JsonValue
    public Object written() {
        return written;
    }

    public boolean isTrue() {
        return this == TRUE;
    }

    /** The same without {@code "auto"}. */
    ReturnSequences at(Position position) {
        if (this != AUTO) {
            return this;
        }
        return position.stepsWanted() ? TRUE : FALSE;
    }
}
