package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a text is to be written on.
 *
 * @param prompt what stands before; may be empty
 * @param length how many tokens are written
 * @param temperature 1 draws tokens as likely as they are, less prefers the likely ones, 0 takes the likeliest
 * @param seed the same seed writes the same text; null for any
 */
public record Continuation(
        String prompt,
        int length,
        double temperature,
        @Nullable Long seed) {

    private static final int USUAL_LENGTH = 200;
    private static final int LONGEST_PROMPT = 100_000;
    private static final int MOST_TOKENS = 5_000;
    private static final double HOTTEST = 10;

    /**
     * Takes what is given, and what is usual for the rest.
     *
     * @throws Problem {@code invalid_prediction_input}
     */
    public static Continuation of(
            @Nullable String prompt, @Nullable Integer length, @Nullable Double temperature, @Nullable Long seed) {
        Continuation asked = new Continuation(
                prompt == null ? "" : prompt,
                length == null ? USUAL_LENGTH : length,
                temperature == null ? 1 : temperature,
                seed);
        asked.check();
        return asked;
    }

    private void check() {
        if (length < 1 || length > MOST_TOKENS) {
            throw refused(
                    "length",
                    "length is %d; one call writes from 1 to %d tokens".formatted(length, MOST_TOKENS),
                    Suggestion.replace("/length", length < 1 ? 1 : MOST_TOKENS));
        }
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw refused(
                    "temperature",
                    "temperature is %s; it is from 0 to %s".formatted(temperature, HOTTEST),
                    Suggestion.replace("/temperature", 1));
        }
        if (prompt.length() > LONGEST_PROMPT) {
            throw refused(
                    "prompt",
                    "prompt has %d characters; it may have %d".formatted(prompt.length(), LONGEST_PROMPT),
                    null);
        }
    }

    private static Problem refused(String field, String message, @Nullable Suggestion suggestion) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation("/" + field, "out_of_range", message, suggestion)));
    }
}
