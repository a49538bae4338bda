package dev.trainyard.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a data set are to be answered, or how many examples are to be made of noise.
 *
 * @param probabilities whether they are told, too; they are, when it is null
 * @param threshold from which probability on a label is told, or the second of two classes; null for 0.5
 * @param noise null where rows are answered
 * @param writing how texts are written on, null where none are
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchRequest(
        @Nullable Boolean probabilities,
        @Nullable Double threshold,
        @Nullable Noise noise,
        @Nullable Writing writing) {

    /** How rows are answered. */
    public BatchRequest(@Nullable Boolean probabilities, @Nullable Double threshold) {
        this(probabilities, threshold, null, null);
    }

    public static BatchRequest ofNoise(int count, long seed, @Nullable List<String> labels) {
        return new BatchRequest(null, null, new Noise(count, seed, labels), null);
    }

    public static BatchRequest ofWriting(@Nullable Integer length, @Nullable Double temperature, long seed) {
        return new BatchRequest(null, null, null, new Writing(length, temperature, seed));
    }

    /**
     * How the texts of rows are written on.
     *
     * @param length how many tokens, null for what is usual
     * @param temperature null for what is usual
     * @param seed of all rows, from which each has its own
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Writing(
            @Nullable Integer length, @Nullable Double temperature, long seed) {

        /** Far from those of its neighbours, for what near seeds draw first is nearly the same. */
        public long seedOf(int row) {
            return new SeededRandom(seed, row).nextLong();
        }
    }

    /** @param labels classes of the examples, over and over; null for all of them */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Noise(int count, long seed, @Nullable List<String> labels) {

        public Noise {
            labels = labels == null ? null : List.copyOf(labels);
        }
    }
}
