package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A prediction for each row asked, in their order, and which version gave them. */
public record Predicted(
        @Schema(example = "admissions") String model,
        @Schema(example = "1") int version,
        List<Prediction> predictions,
        List<Warning> warnings) {

    /**
     * The same answers with labels told at another probability.
     *
     * @throws Problem {@code invalid_prediction_input} when the model tells no labels
     */
    public Predicted at(double threshold) {
        return new Predicted(
                model,
                version,
                predictions.stream()
                        .map(prediction -> at(threshold, prediction))
                        .toList(),
                warnings);
    }

    private static Prediction at(double threshold, Prediction prediction) {
        if (prediction instanceof Prediction.Labels labels) {
            return Prediction.Labels.at(threshold, labels.probabilities());
        }
        if (prediction instanceof Prediction.Outputs several && several.tellLabels()) {
            Map<String, Prediction> outputs = new LinkedHashMap<>();
            several.outputs()
                    .forEach((name, one) ->
                            outputs.put(name, one instanceof Prediction.Labels ? at(threshold, one) : one));
            return new Prediction.Outputs(outputs);
        }
        String message = "threshold is for models of several labels, and this one has none: leave it out";
        throw new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation("/threshold", "unknown_field", message, Suggestion.remove("/threshold"))));
    }

    Predicted(String model, int version, Answers answers) {
        this(model, version, answers.predictions(), answers.warnings());
    }
}
