package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a call, by the field that lists them.
 *
 * @param fields such as {@code rows}, each a list of JSON values
 */
public record Asked(Map<String, List<? extends @Nullable Object>> fields) {

    public Asked {
        fields = Map.copyOf(fields);
    }

    /** Examples that are rows: cells by feature name. */
    public static Asked rows(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        return new Asked(Map.of("rows", rows));
    }

    /** Examples that are pictures: the bytes of files. */
    public static Asked pictures(List<byte[]> files) {
        return new Asked(Map.of("images", files));
    }

    /**
     * What is listed under the only field that the model reads.
     *
     * @throws Problem {@code invalid_prediction_input} when that is missing or empty, or another one is given; {@code
     *     too_large}
     */
    List<? extends @Nullable Object> of(String field) {
        List<? extends @Nullable Object> examples = fields.get(field);
        if (examples == null) {
            throw refused(field, "missing_field", "%s is missing; this model reads a list of them".formatted(field));
        }
        fields.keySet().stream().filter(given -> !given.equals(field)).findAny().ifPresent(other -> {
            throw refused(other, "unknown_field", "this model reads %s, and not %s".formatted(field, other));
        });
        RowLimit.check(examples.size());
        return examples;
    }

    private static Problem refused(String field, String code, String message) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT, message, List.of(new Violation("/" + field, code, message)));
    }
}
