package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are held back: shares of the data set, or data sets of their own.
 *
 * @param validation share watched while training
 * @param test share measured once at the end
 * @param by how sequences are held back; null for anything else
 * @param stratify keeps the classes' shares equal in all parts; for classification
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Split(
        Double validation,
        Double test,
        Boolean stratify,
        @Nullable String validationDatasetId,
        @Nullable String testDatasetId,
        @Nullable By by) {

    /** What stays together, or in its order. */
    public enum By {
        /** Whole sequences are drawn. */
        @JsonProperty("sequence")
        SEQUENCE,
        /** The first steps of a series train, the next are watched, the last are measured. */
        @JsonProperty("time")
        TIME
    }

    public Split {
        validation = validation == null ? (validationDatasetId == null ? 0.1 : 0.0) : validation;
        test = test == null ? (testDatasetId == null ? 0.1 : 0.0) : test;
        stratify = stratify == null || stratify;
        if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
            throw new IllegalArgumentException(
                    "validation is %s and test is %s; they are shares that leave something to train on"
                            .formatted(validation, test));
        }
        if ((validationDatasetId != null && validation > 0) || (testDatasetId != null && test > 0)) {
            throw new IllegalArgumentException("a part is either a share or a data set of its own, not both");
        }
    }

    /** The same parts, drawn without regard to classes. */
    Split unstratified() {
        return new Split(validation, test, false, validationDatasetId, testDatasetId, by);
    }

    /** The same, drawn in a certain way. */
    Split drawn(By way) {
        return new Split(validation, test, stratify, validationDatasetId, testDatasetId, way);
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public static Split defaults() {
        return new Split(null, null, null, null, null, null);
    }
}
