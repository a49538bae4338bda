package dev.trainyard.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a data set are to be answered, or how many examples are to be made of noise.
 *
 * @param probabilities whether they are told, too; they are, when it is null
 * @param threshold from which probability on a label is told, or the second of two classes; null for 0.5
 * @param noise null where rows are answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchRequest(
        @Nullable Boolean probabilities,
        @Nullable Double threshold,
        @Nullable Noise noise) {

    /** How rows are answered. */
    public BatchRequest(@Nullable Boolean probabilities, @Nullable Double threshold) {
        this(probabilities, threshold, null);
    }

    public static BatchRequest ofNoise(int count, long seed, @Nullable List<String> labels) {
        return new BatchRequest(null, null, new Noise(count, seed, labels));
    }

    /** @param labels classes of the examples, over and over; null for all of them */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Noise(int count, long seed, @Nullable List<String> labels) {

        public Noise {
            labels = labels == null ? null : List.copyOf(labels);
        }
    }
}
