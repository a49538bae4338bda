package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cells become numbers; what is fitted is fitted on the training rows only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preprocessing(
        Numeric numeric,
        Categorical categorical,
        Missing missing,
        @Nullable Object images,

        @Schema(
                type = "array",
                description = "More features, made of the numeric ones: `+ - * / ^`, parentheses, numbers, column names and"
                        + " `sin cos tan tanh exp log sqrt abs`.",
                example = "[\"x^2\", \"y^2\", \"x*y\", \"sin(x)\", \"sin(y)\"]")
        List<Expression> derived) {

    public Preprocessing {
        numeric = numeric == null ? Numeric.STANDARDIZE : numeric;
        categorical = categorical == null ? Categorical.ONE_HOT : categorical;
        missing = missing == null ? Missing.MEAN : missing;
        derived = derived == null ? List.of() : List.copyOf(derived);
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public static Preprocessing defaults() {
        return new Preprocessing(null, null, null, null, null);
    }

    /** For numeric features, and for the targets of a regression. */
    public enum Numeric {
        /** {@code (x - mean) / std}, with the sample standard deviation. */
        @JsonProperty("standardize")
        STANDARDIZE,
        /** {@code (x - min) / (max - min)}. */
        @JsonProperty("min-max")
        MIN_MAX,
        @JsonProperty("none")
        NONE
    }

    public enum Categorical {
        /** One number a category, 1 for the cell's own; all 0 when it is missing. */
        @JsonProperty("one-hot")
        ONE_HOT
    }

    /** What stands in for a missing number. */
    public enum Missing {
        @JsonProperty("mean")
        MEAN,
        @JsonProperty("median")
        MEDIAN,
        @JsonProperty("zero")
        ZERO
    }
}
