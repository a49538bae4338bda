package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Examples made by a model, in the units of the training data. */
public record Generated(
        @Schema(example = "ring") String model,
        @Schema(example = "1") int version,
        @Schema(example = "7") long seed,

        @Schema(type = "array", example = "[{\"x\":0.71,\"y\":-0.69}]")
        List<Object> samples) {}
