package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * @param explanation where the error lies, null where nobody asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reconstruction(
            Prediction example,
            @Schema(example = "0.012") double error,
            @Nullable Explanation explanation) {}
}
