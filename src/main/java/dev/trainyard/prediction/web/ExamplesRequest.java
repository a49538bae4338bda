package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Asked;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Examples to look at from the inside; which field lists them depends on what the model was trained on. */
@InvalidAs(ProblemType.INVALID_PREDICTION_INPUT)
record ExamplesRequest(
        @Schema(
                description = "Cells by feature name: numbers, texts, or null for a missing one; at most 10,000 rows.",
                example = "[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]")
        @JsonDeserialize(as = Few.class)
        @Nullable
        List<Map<String, Object>> rows,

        @Schema(
                description = "For transform: the layer whose output is wanted; by default the model's code.",
                example = "rbm_0")
        @Nullable
        String layer,

        @Schema(
                description =
                        "For reconstruct: whether each answer tells where its error lies, by column, pixel or word (at most 100 rows, or 16 of anything else).",
                example = "false")
        @Nullable
        Boolean explain,

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

    boolean isExplained() {
        return Boolean.TRUE.equals(explain);
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
