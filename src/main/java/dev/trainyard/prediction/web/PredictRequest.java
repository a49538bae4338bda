package dev.trainyard.prediction.web;

import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Asked;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a caller asks a model; which field lists the examples depends on what the model was trained on. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record PredictRequest(
        @Schema(
                description = "Cells by feature name: numbers, texts, or null for a missing one; at most 10,000 rows.",
                example = "[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]")
        @Nullable
        List<Map<String, Object>> rows,

        @Schema(description = "Not available yet.", example = "false") @Nullable
        Boolean explain,

        @Schema(description = "Whether probabilities are told, too; by default they are.", example = "true") @Nullable
        Boolean probabilities,

        @Schema(description = "How many probabilities are told, the likeliest first; by default all.", example = "3")
        @Nullable
        Integer topK,

        @Schema(
                description =
                        "From which probability on a label is among the answer's labels, or the second of two classes is told.",
                example = "0.5")
        @Nullable
        Double threshold,

        @Schema(hidden = true) @Nullable List<Object> images,
        @Schema(hidden = true) @Nullable List<Object> sequences,
        @Schema(hidden = true) @Nullable List<Object> texts,
        @Schema(hidden = true) @Nullable List<Object> clips) {

    PredictRequest {
        AnswerForm.check(topK, threshold);
    }

    /** The answer in the form that was asked for. */
    Predicted of(Predicted predicted) {
        return new AnswerForm(probabilities, topK, threshold).of(predicted);
    }

    /**
     * The examples, when nothing is asked that is not built yet.
     *
     * @throws Problem {@code not_available}
     */
    Asked asked() {
        if (Boolean.TRUE.equals(explain)) {
            throw Problem.notAvailable("explanations are not built yet: leave explain out");
        }
        Map<String, List<? extends @Nullable Object>> fields = new LinkedHashMap<>();
        put("rows", rows, fields);
        put("images", images, fields);
        put("sequences", sequences, fields);
        put("texts", texts, fields);
        put("clips", clips, fields);
        return new Asked(fields);
    }

    private static void put(
            String field,
            @Nullable List<? extends @Nullable Object> examples,
            Map<String, List<? extends @Nullable Object>> fields) {
        if (examples != null) {
            fields.put(field, examples);
        }
    }
}
