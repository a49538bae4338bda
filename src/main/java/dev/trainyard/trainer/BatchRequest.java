package dev.trainyard.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a data set are to be answered.
 *
 * @param probabilities whether they are told, too; they are, when it is null
 * @param threshold from which probability on a label is told, or the second of two classes; null for 0.5
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchRequest(
        @Nullable Boolean probabilities, @Nullable Double threshold) {}
