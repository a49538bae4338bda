package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Rbm;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How cells become numbers; what is fitted is fitted on the training rows only. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preprocessing(
        Numeric numeric,
        Categorical categorical,
        Missing missing,

        @Schema(description = "How the bytes of pictures become numbers; by default 0-1.") @Nullable
        Images images,

        @Schema(description = "How training pictures are changed a little in each epoch.") @Nullable
        Augmentation augmentation,

        @ArraySchema(
                schema = @Schema(type = "string"),
                arraySchema =
                        @Schema(
                                description =
                                        "More features, made of the numeric ones: `+ - * / ^`, parentheses, numbers,"
                                                + " column names and `sin cos tan tanh exp log sqrt abs`.",
                                example = "[\"x^2\", \"y^2\", \"x*y\", \"sin(x)\", \"sin(y)\"]"))
        List<Expression> derived,

        @Schema(
                description =
                        "What stands between the labels of a target column whose cells list several, such as `a|b|c`; JSON lists are read as such.",
                example = "|")
        @Nullable
        String labelSeparator,

        @Schema(
                description =
                        "What becomes of rows that cannot be learned from, such as one whose number is beyond what the network can hold; by default the job fails and names them.")
        @Nullable
        BadRows badRows,

        @Schema(
                description =
                        "What becomes of categories that the training rows did not have, when the model is asked: `error` refuses the row and names the known ones, `ignore` reads them as missing and says so in `warnings`.",
                example = "ignore")
        @Nullable
        UnknownCategory unknownCategory) {

    private static final int MOST_SEPARATOR = 10;

    public Preprocessing {
        numeric = numeric == null ? Numeric.AUTO : numeric;
        categorical = categorical == null ? Categorical.AUTO : categorical;
        missing = missing == null ? Missing.MEAN : missing;
        derived = derived == null ? List.of() : List.copyOf(derived);
        if (labelSeparator != null && (labelSeparator.isEmpty() || labelSeparator.length() > MOST_SEPARATOR)) {
            throw new IllegalArgumentException("labelSeparator '%s' has %d characters; it has from 1 to %d"
                    .formatted(labelSeparator, labelSeparator.length(), MOST_SEPARATOR));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public static Preprocessing defaults() {
        return new Preprocessing(null, null, null, null, null, null, null, null, null);
    }

    /** The same for pictures, whose scaling is said. */
    Preprocessing ofPictures(Images scaling) {
        return new Preprocessing(
                numeric,
                categorical,
                missing,
                images == null ? scaling : images,
                augmentation,
                derived,
                labelSeparator,
                badRows,
                unknownCategory);
    }

    /** What becomes of the bytes of a picture. */
    public enum Images {
        /** They are divided by 255. */
        @JsonProperty("0-1")
        ZERO_ONE,
        /** {@code (x - mean) / std}, channel by channel. */
        @JsonProperty("standardize")
        STANDARDIZE,
        /** They stay from 0 to 255. */
        @JsonProperty("none")
        NONE
    }

    /**
     * With every {@code "auto"} filled in, as a definition needs its input.
     *
     * @param items whether each column is something that a row has or has not
     */
    Preprocessing resolved(ModelDefinition definition, boolean items) {
        boolean bits = items || (definition instanceof Rbm rbm && rbm.visible() == Rbm.Visible.BERNOULLI);
        return new Preprocessing(
                numeric == Numeric.AUTO ? (bits ? Numeric.NONE : Numeric.STANDARDIZE) : numeric,
                categorical == Categorical.AUTO
                        ? (items || definition instanceof Rbm ? Categorical.BINARY : Categorical.ONE_HOT)
                        : categorical,
                missing,
                images,
                augmentation,
                derived,
                labelSeparator,
                badRows,
                unknownCategory);
    }

    /** Whether rows that cannot be learned from are left out. */
    public boolean leavesBadRowsOut() {
        return badRows == BadRows.LEAVE_OUT;
    }

    /** Whether categories that the training rows did not have are read as missing ones. */
    public boolean ignoresUnknownCategories() {
        return unknownCategory == UnknownCategory.IGNORE;
    }

    /** What becomes of categories that the training rows did not have. */
    public enum UnknownCategory {
        /** The row is refused. */
        @JsonProperty("error")
        ERROR,
        /** The cell is read as a missing one. */
        @JsonProperty("ignore")
        IGNORE
    }

    /** What becomes of rows that cannot be learned from. */
    public enum BadRows {
        /** The job fails and names them. */
        @JsonProperty("fail")
        FAIL,
        /** The others are learned from, and the log says how many were left out. */
        @JsonProperty("leave-out")
        LEAVE_OUT
    }

    /** For numeric features, and for the targets of a regression. */
    public enum Numeric {
        /** {@link #STANDARDIZE}, but {@link #NONE} for the binary units of an RBM. */
        @JsonProperty("auto")
        AUTO,
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
        /** {@link #ONE_HOT}, but {@link #BINARY} for an RBM. */
        @JsonProperty("auto")
        AUTO,
        /** One number a category, 1 for the cell's own; all 0 when it is missing. */
        @JsonProperty("one-hot")
        ONE_HOT,
        /** One number, 0 or 1, for a column of two categories; the others as {@link #ONE_HOT}. */
        @JsonProperty("binary")
        BINARY
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
