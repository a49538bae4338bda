package dev.trainyard.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * A prediction for each example asked, and why: an explanation of each number that it tells, of a class that of the likeliest.
 *
 * @param explanations a list for each example
 */
public record Explained(
        @Schema(example = "admissions") String model,
        @Schema(example = "1") int version,
        List<Prediction> predictions,
        List<List<Explanation>> explanations,
        List<Warning> warnings) {

    public Explained {
        explanations = List.copyOf(explanations);
    }

    /** The same with the predictions in another form. */
    public Explained in(AnswerForm form) {
        Predicted formed = form.of(new Predicted(model, version, predictions, warnings));
        return new Explained(model, version, formed.predictions(), explanations, warnings);
    }
}
