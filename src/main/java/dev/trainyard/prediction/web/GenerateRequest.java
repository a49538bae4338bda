package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Continuation;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a model is to go on. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record GenerateRequest(
        @Schema(description = "What stands before the text to be written; by default nothing.", example = "To be, ")
        @Nullable
        String prompt,

        @Schema(description = "How many tokens are written, characters or words; by default 200.", example = "200")
        @Nullable
        Integer length,

        @Schema(
                description = "1 draws tokens as likely as they are, less prefers the likely ones, 0 takes the likeliest.",
                example = "0.8")
        @Nullable
        Double temperature,

        @Schema(description = "The same seed writes the same text; by default any.", example = "7") @Nullable
        Long seed,

        @Schema(hidden = true) @Nullable Integer count,
        @Schema(hidden = true) @Nullable List<Object> labels,
        @Schema(hidden = true) @Nullable List<Object> images) {

    /** @throws Problem {@code not_available} when samples are asked for */
    Continuation continuation() {
        if (count != null || labels != null || images != null) {
            throw Problem.notAvailable("networks that generate samples are not built yet; a text is written on after a prompt");
        }
        return Continuation.of(prompt, length, temperature, seed);
    }
}
