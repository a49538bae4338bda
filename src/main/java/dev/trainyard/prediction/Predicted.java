package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A prediction for each row asked, in their order, and which version gave them. */
public record Predicted(
        @Schema(example = "admissions") String model,
        @Schema(example = "1") int version,
        List<Prediction> predictions,
        List<Warning> warnings) {

    Predicted(String model, int version, Answers answers) {
        this(model, version, answers.predictions(), answers.warnings());
    }
}
