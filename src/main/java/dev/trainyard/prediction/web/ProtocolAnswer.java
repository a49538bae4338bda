package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as the inference protocols name them: {@code label} and {@code probabilities} (in the order of the
 * categories) for a classification, {@code probabilities} alone (in the order of the targets) for several labels,
 * {@code values} (in the order of the targets) for a regression, {@code row} (the cells as texts, in the order of the
 * features) for a rebuilt row.
 */
final class ProtocolAnswer {

    static final String LABEL = "label";
    static final String PROBABILITIES = "probabilities";
    static final String VALUES = "values";
    static final String TEXT = "text";
    static final String IMAGE = "image";
    static final String ROW = "row";

    private ProtocolAnswer() {}

    /** The outputs of one row by name: a text, or a list of numbers. */
    static Map<String, @Nullable Object> row(Prediction prediction) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (prediction instanceof Prediction.Category category) {
            row.put(LABEL, category.label());
            row.put(PROBABILITIES, new ArrayList<>(category.probabilities().values()));
        } else if (prediction instanceof Prediction.Labels labels) {
            row.put(PROBABILITIES, new ArrayList<>(labels.probabilities().values()));
        } else if (prediction instanceof Prediction.Values values) {
            row.put(VALUES, new ArrayList<>(values.values().values()));
        } else if (prediction instanceof Prediction.Rebuilt rebuilt) {
            row.put(ROW, rebuilt.row().values().stream().map(String::valueOf).toList());
        } else if (prediction instanceof Prediction.Value value) {
            List<@Nullable Double> one = new ArrayList<>();
            one.add(value.value());
            row.put(VALUES, one);
        } else if (prediction instanceof Prediction.Text written) {
            row.put(TEXT, written.text());
        } else if (prediction instanceof Prediction.Picture picture) {
            row.put(IMAGE, picture.image());
        }
        return row;
    }

    /** The outputs of all rows by name, one entry a row. */
    static Map<String, List<@Nullable Object>> columns(Predicted predicted) {
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        for (Prediction prediction : predicted.predictions()) {
            row(prediction)
                    .forEach((name, value) -> columns.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
        }
        return columns;
    }
}
