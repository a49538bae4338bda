package dev.trainyard.prediction;

import java.util.List;

/** A prediction for each row asked, in their order. */
public record Answers(List<Prediction> predictions, List<Warning> warnings) {

    public Answers {
        predictions = List.copyOf(predictions);
        warnings = List.copyOf(warnings);
    }
}
