package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a text, or a sequence, is to be written on.
 *
 * @param prompt what stands before; may be empty
 * @param rows the steps that come before, where a sequence goes on; else none
 * @param length how many tokens are written, null for what is usual
 * @param temperature 1 draws tokens as likely as they are, less prefers the likely ones, 0 takes the likeliest; null for
 *     what is usual
 * @param seed the same seed writes the same text; null for any
 * @param picture a file in base64 that the text is written of, null where it is none
 * @param until a sequence ends with the first step that has these values; none where it does not end by itself
 */
public record Continuation(
        String prompt,
        List<?> rows,
        @Nullable Integer length,
        @Nullable Double temperature,
        @Nullable Long seed,
        @Nullable Object picture,
        Map<String, String> until) {

    static final int USUAL_LENGTH = 200;
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
        return of(prompt, null, length, temperature, seed);
    }

    /** The same where a text may be written of a picture, and a sequence may go on. */
    public static Continuation of(
            @Nullable Object prompt,
            @Nullable Object picture,
            @Nullable Integer length,
            @Nullable Double temperature,
            @Nullable Long seed) {
        return of(prompt, picture, length, temperature, seed, Map.of());
    }

    /**
     * The same where a sequence may end by itself.
     *
     * @param prompt a text, or a list of rows
     */
    public static Continuation of(
            @Nullable Object prompt,
            @Nullable Object picture,
            @Nullable Integer length,
            @Nullable Double temperature,
            @Nullable Long seed,
            Map<String, String> until) {
        Continuation asked = new Continuation(
                prompt instanceof String text ? text : "",
                prompt instanceof List<?> steps ? steps : List.of(),
                length,
                temperature,
                seed,
                picture,
                until);
        asked.check();
        return asked;
    }

    /** @throws Problem {@code invalid_prediction_input} where rows come before, and texts are written */
    void checkIsOfTexts() {
        if (!until.isEmpty()) {
            throw refused(
                    "until",
                    "unknown_field",
                    "until says with which step a sequence ends, and this model writes texts; leave it out",
                    Suggestion.remove("/until"));
        }
        if (!rows.isEmpty()) {
            String message = "prompt is a list; this model writes texts, and its prompt is a string";
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    message,
                    List.of(new Violation("/prompt", "wrong_type", message)));
        }
    }

    int lengthOr(int usual) {
        return length == null ? usual : length;
    }

    double temperatureOr(double usual) {
        return temperature == null ? usual : temperature;
    }

    private void check() {
        if (length != null && (length < 1 || length > MOST_TOKENS)) {
            throw refused(
                    "length",
                    "out_of_range",
                    "length is %d; one call writes from 1 to %d tokens or steps".formatted(length, MOST_TOKENS),
                    Suggestion.replace("/length", length < 1 ? 1 : MOST_TOKENS));
        }
        if (temperature != null && !(temperature >= 0 && temperature <= HOTTEST)) {
            throw refused(
                    "temperature",
                    "out_of_range",
                    "temperature is %s; it is from 0 to %s".formatted(temperature, HOTTEST),
                    Suggestion.replace("/temperature", 1));
        }
        if (prompt.length() > LONGEST_PROMPT) {
            throw refused(
                    "prompt",
                    "out_of_range",
                    "prompt has %d characters; it may have %d".formatted(prompt.length(), LONGEST_PROMPT),
                    null);
        }
    }

    private static Problem refused(String field, String code, String message, @Nullable Suggestion suggestion) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation("/" + field, code, message, suggestion)));
    }
}
