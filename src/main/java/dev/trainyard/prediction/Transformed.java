package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What a layer makes of each example.
 *
 * @param shape of what the layer answers for one example; its numbers are listed row by row
 */
public record Transformed(
        @Schema(example = "digits") String model,
        @Schema(example = "1") int version,
        @Schema(example = "rbm_0") String layer,
        @Schema(example = "[64]") List<Integer> shape,
        @Schema(example = "[[0.02,0.97]]") List<List<Float>> features,
        List<Warning> warnings) {}
