package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Continuation;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a model is to go on. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record GenerateRequest(
        @Schema(
                types = {"string", "array"},
                description =
                        "What stands before the text to be written, by default nothing; for a translation, the text it is written of; for a forecast, the rows that came before.",
                example = "To be, ")
        @Nullable
        Object prompt,

        @Schema(
                description =
                        "How many tokens, characters or words, or steps are written; by default 200. A text that is written of another, or of a picture, ends by itself and has at most so many.",
                example = "200")
        @Nullable
        Integer length,

        @Schema(
                description =
                        "1 draws tokens as likely as they are, less prefers the likely ones, 0 takes the likeliest; by default 1, and 0 for a text that is written of another or of a picture. Forecast numbers get noise: their usual error times the temperature, by default none.",
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

        @Schema(
                description =
                        "What is left of each picture, files in base64, for a GAN that makes pictures whole; or the one that a text is written of.",
                example = "[\"iVBORw0KGgo…\"]")
        @Nullable
        List<Object> images,

        @Schema(
                description =
                        "A sequence that goes on ends with the first step that has these classes; by default it has `length` steps.",
                example = "{\"pen\":\"end\"}")
        @Nullable
        Map<String, String> until) {

    private static final int MOST = 10_000;
    private static final int USUAL = 16;
    private static final String OF_NOISE = "samples of noise";
    private static final String OF_PICTURES = "pictures whole of what is left of them";

    GenerateRequest {
        labels = labels == null ? null : List.copyOf(labels);
        if (until != null && until.containsValue(null)) {
            throw new IllegalArgumentException("until has a null; it names a class for each column");
        }
        until = until == null ? null : Map.copyOf(until);
        if (prompt != null && !(prompt instanceof String) && !(prompt instanceof List<?>)) {
            throw new IllegalArgumentException("prompt is %s; it is a text, or a list of rows".formatted(prompt));
        }
        if (count != null && (count < 1 || count > MOST)) {
            throw new IllegalArgumentException("count is %d; it is from 1 to %d".formatted(count, MOST));
        }
    }

    /** How many samples; as many as there are labels, where it is not said. */
    int samples() {
        refuseOfTexts(OF_NOISE);
        refuse("images", images, OF_NOISE);
        if (count != null) {
            return count;
        }
        return labels == null || labels.isEmpty() ? USUAL : labels.size();
    }

    /** What is left of pictures that are to be made whole. */
    List<Object> pictures() {
        refuseOfTexts(OF_PICTURES);
        refuse("count", count, OF_PICTURES);
        refuse("labels", labels, OF_PICTURES);
        refuse("seed", seed, OF_PICTURES);
        if (images == null) {
            throw refused(
                    "images",
                    "missing_field",
                    "images is missing; this model makes pictures whole, and reads a list of what is left of them");
        }
        return images;
    }

    private void refuseOfTexts(String what) {
        refuse("prompt", prompt, what);
        refuse("length", length, what);
        refuse("temperature", temperature, what);
        refuse("until", until, what);
    }

    private static void refuse(String field, @Nullable Object value, String what) {
        if (value != null) {
            throw refused(
                    field, "unknown_field", "this model makes %s and knows no %s; leave it out".formatted(what, field));
        }
    }

    /** @throws Problem when something is asked of a text that only samples have */
    Continuation continuation() {
        if (count != null || labels != null) {
            String field = count != null ? "count" : "labels";
            throw refused(
                    field,
                    "unknown_field",
                    "this model goes on after a prompt and knows no %s; leave it out".formatted(field));
        }
        if (images != null && images.size() != 1) {
            throw refused(
                    "images",
                    "wrong_length",
                    "images has %d pictures; a text is written of one".formatted(images.size()));
        }
        return Continuation.of(
                prompt,
                images == null ? null : images.get(0),
                length,
                temperature,
                seed,
                until == null ? Map.of() : until);
    }

    private static Problem refused(String field, String code, String message) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT, message, List.of(new Violation("/" + field, code, message)));
    }
}
