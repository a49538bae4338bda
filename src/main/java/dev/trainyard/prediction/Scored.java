package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * How odd each example is.
 *
 * @param measure {@code free-energy}, {@code negative-elbo} or {@code reconstruction-error}
 * @param threshold above which an example is an anomaly: the score below which {@code share} of the {@code from} rows lie
 */
public record Scored(
        @Schema(example = "digits") String model,
        @Schema(example = "1") int version,
        @Schema(example = "free-energy") String measure,
        @Schema(example = "-41.2") double threshold,
        @Schema(example = "0.99") double share,
        @Schema(example = "validation") String from,
        List<Score> scores,
        List<Warning> warnings) {

    public record Score(@Schema(example = "-57.3") double score, boolean anomaly) {}
}
