package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are triples that make a binary matrix.
 *
 * @param userColumn names the row; without it the first column
 * @param itemColumn names the column; without it the second
 * @param ratingColumn what the user gave the item; without it the third, where there is one
 * @param threshold a rating of that or more counts as 1; without it the middle between the smallest and the largest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MatrixSpec(
        @Nullable String userColumn,
        @Nullable String itemColumn,
        @Nullable String ratingColumn,
        @Nullable Double threshold) {

    public static final MatrixSpec EMPTY = new MatrixSpec(null, null, null, null);

    public MatrixSpec {
        if (threshold != null && !Double.isFinite(threshold)) {
            throw new IllegalArgumentException("threshold is %s; it is a number".formatted(threshold));
        }
    }
}
