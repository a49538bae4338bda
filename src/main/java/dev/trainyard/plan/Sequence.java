package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How the rows of a table become sequences, and what is answered for them; what is left out is worked out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sequence(
        @Schema(description = "How many steps go in and how many answers come out.") @Nullable
        Mode mode,

        @Schema(
                description =
                        "Rows with the same value are one sequence; without it the whole table is one long series.",
                example = "run")
        @Nullable
        String idColumn,

        @Schema(description = "The order of the steps; by default that of the file.", example = "t") @Nullable
        String orderColumn,

        @Schema(description = "How many steps ahead are forecast, all of them at once.", example = "12") @Nullable
        Integer horizon,

        @Schema(
                description = "How many steps go in. Of sequences with an id it is the most: longer ones are"
                        + " read from their end, or cut where each step has an answer.",
                example = "24")
        @Nullable
        Integer window,

        @Schema(description = "From the beginning of one window to that of the next.", example = "1") @Nullable
        Integer stride) {

    static final int LONGEST = 10_000;

    /** The four forms of a recurrent network. */
    public enum Mode {
        /** Each row by itself, as a sequence of one step. */
        @JsonProperty("one-to-one")
        ONE_TO_ONE,
        /** One row in, a sequence out: the features are those of the sequence's first row. */
        @JsonProperty("one-to-many")
        ONE_TO_MANY,
        /** A sequence in, one answer out. */
        @JsonProperty("many-to-one")
        MANY_TO_ONE,
        /** A sequence in, an answer for each of its steps out; with a horizon, for each of the steps to come. */
        @JsonProperty("many-to-many")
        MANY_TO_MANY
    }

    @SuppressWarnings("NullAway") // null stands for "worked out"
    public static Sequence defaults() {
        return new Sequence(null, null, null, null, null, null);
    }

    public Sequence {
        between("horizon", horizon);
        between("window", window);
        between("stride", stride);
    }

    private static void between(String field, @Nullable Integer value) {
        if (value != null && (value < 1 || value > LONGEST)) {
            throw new IllegalArgumentException(
                    "%s is %d; it is a whole number from 1 to %d".formatted(field, value, LONGEST));
        }
    }
}
