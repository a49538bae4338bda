package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Each example as the model rebuilds it. */
public record Reconstructed(
        @Schema(example = "digits") String model,
        @Schema(example = "1") int version,
        List<Reconstruction> reconstructions,
        List<Warning> warnings) {

    /**
     * One example.
     *
     * @param error mean squared error of its numbers as the network sees them
     */
    public record Reconstruction(
            Prediction example, @Schema(example = "0.012") double error) {}
}
