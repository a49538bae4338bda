package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sequence that went on, and by which version. */
public record WrittenSequence(
        @Schema(example = "waves") String model,
        @Schema(example = "1") int version,

        @Schema(
                example = "[{\"value\":0.31},{\"value\":0.36}]",
                description = "What follows the prompt: rows such as it has, in their own units.")
        List<Map<String, @Nullable Object>> steps,

        @Schema(example = "7", description = "The same seed makes the same steps.")
        long seed,

        List<Warning> warnings) {}
