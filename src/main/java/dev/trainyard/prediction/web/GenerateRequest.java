package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Continuation;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
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
                description =
                        "1 draws tokens as likely as they are, less prefers the likely ones, 0 takes the likeliest.",
                example = "0.8")
        @Nullable
        Double temperature,

        @Schema(description = "The same seed writes the same text; by default any.", example = "7") @Nullable
        Long seed,

        @Schema(description = "How many samples a GAN or a VAE makes, up to 10,000; by default 16.", example = "16")
        @Nullable
        Integer count,

        @Schema(description = "The class of each sample, or one for all, for a GAN that was told classes.") @Nullable
        List<String> labels,

        @Schema(hidden = true) @Nullable List<Object> images) {

    private static final int MOST = 10_000;
    private static final int USUAL = 16;

    GenerateRequest {
        labels = labels == null ? null : List.copyOf(labels);
        if (count != null && (count < 1 || count > MOST)) {
            throw new IllegalArgumentException("count is %d; it is from 1 to %d".formatted(count, MOST));
        }
    }

    /** How many samples; as many as there are labels, where it is not said. */
    int samples() {
        refuse("prompt", prompt);
        refuse("length", length);
        refuse("temperature", temperature);
        if (images != null) {
            throw Problem.notAvailable("generators that are told a picture are not built yet");
        }
        if (count != null) {
            return count;
        }
        return labels == null || labels.isEmpty() ? USUAL : labels.size();
    }

    private static void refuse(String field, @Nullable Object value) {
        if (value != null) {
            String message = "this model makes samples of noise and knows no %s; leave it out".formatted(field);
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    message,
                    List.of(new Violation("/" + field, "unknown_field", message)));
        }
    }

    /** @throws Problem when something is asked of a text that only samples have */
    Continuation continuation() {
        if (count != null || labels != null || images != null) {
            String field = count != null ? "count" : labels != null ? "labels" : "images";
            String message = "this model writes texts on after a prompt and knows no %s; leave it out".formatted(field);
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    message,
                    List.of(new Violation("/" + field, "unknown_field", message)));
        }
        return Continuation.of(prompt, length, temperature, seed);
    }
}
