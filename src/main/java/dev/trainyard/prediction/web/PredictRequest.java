package dev.trainyard.prediction.web;

import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller asks a model. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record PredictRequest(
        @Schema(
                description = "Cells by feature name: numbers, texts, or null for a missing one; at most 10,000 rows.",
                example = "[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]")
        @Nullable
        List<Map<String, Object>> rows,

        @Schema(description = "Not available yet.", example = "false") @Nullable
        Boolean explain,

        @Schema(hidden = true) @Nullable Object images,
        @Schema(hidden = true) @Nullable Object sequences,
        @Schema(hidden = true) @Nullable Object texts,
        @Schema(hidden = true) @Nullable Object clips) {

    /**
     * The rows, when nothing is asked that is not built yet.
     *
     * @throws Problem {@code not_available}, or {@code invalid_prediction_input} when there are none
     */
    List<Map<String, Object>> onlyRows() {
        if (Boolean.TRUE.equals(explain)) {
            throw Problem.notAvailable("explanations are not built yet: leave explain out");
        }
        refuse("images", images);
        refuse("sequences", sequences);
        refuse("texts", texts);
        refuse("clips", clips);
        if (rows == null) {
            String message = "rows is missing; it is a list of objects, one for each row to predict";
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT,
                    message,
                    List.of(new Violation("/rows", "missing_field", message)));
        }
        return rows;
    }

    private static void refuse(String name, @Nullable Object value) {
        if (value != null) {
            throw Problem.notAvailable(
                    "models that read %s are not built yet; this service serves rows".formatted(name));
        }
    }
}
