package dev.trainyard.prediction.web;

import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Asked;
import dev.trainyard.prediction.Wanted;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** What a caller asks a model; which field lists the examples depends on what the model was trained on. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record PredictRequest(
        @Schema(
                description = "Cells by feature name: numbers, texts, or null for a missing one; at most 10,000 rows.",
                example = "[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]")
        @JsonDeserialize(as = Few.class)
        @Nullable
        List<Map<String, Object>> rows,

        @Schema(
                description =
                        "Whether each answer is explained: by Shapley values of the columns of a row (at most 100 rows), by those of the steps of a sequence or the tokens of a text, or by a heat map of a picture (at most 16); a text that was written token by token; a rebuilt example by where its error lies.",
                example = "false")
        @Nullable
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

        @Schema(description = "Pictures, files in base64.", example = "[\"iVBORw0KGgo…\"]")
        @JsonDeserialize(as = Few.class)
        @Nullable
        List<Object> images,

        @Schema(
                description = "Sequences: of each its rows, step by step.",
                example = "[[{\"t\":0,\"value\":0.31},{\"t\":1,\"value\":0.36}]]")
        @JsonDeserialize(as = Few.class)
        @Nullable
        List<Object> sequences,

        @Schema(description = "Texts.", example = "[\"a good film\"]") @JsonDeserialize(as = Few.class) @Nullable
        List<Object> texts,

        @Schema(description = "Clips: of each its pictures, files in base64.", example = "[[\"iVBORw0KGgo…\"]]")
        @JsonDeserialize(as = Few.class)
        @Nullable
        List<Object> clips) {

    PredictRequest {
        AnswerForm.check(topK, threshold);
    }

    /**
     * Reads a body.
     *
     * @throws Problem as {@link JsonBody} says
     */
    static Wanted wanted(byte[] body) {
        PredictRequest request = JsonBody.read(body, PredictRequest.class);
        return new Wanted(
                request.asked(),
                new AnswerForm(request.probabilities, request.topK, request.threshold),
                Boolean.TRUE.equals(request.explain));
    }

    Asked asked() {
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
            Few.check(examples);
            fields.put(field, examples);
        }
    }
}
