package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A text that was written on, and which version wrote it. */
public record WrittenText(
        @Schema(example = "shakespeare") String model,
        @Schema(example = "1") int version,

        @Schema(example = "be, or not to be", description = "What follows the prompt.")
        String text,

        @Schema(example = "7", description = "The same seed writes the same text.")
        long seed,

        List<Warning> warnings) {}
