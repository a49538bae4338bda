package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Signature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as the inference protocols name them: {@code label} and {@code probabilities} (in the order of the
 * categories) for a classification, {@code probabilities} alone (in the order of the targets) for several labels,
 * {@code values} (in the order of the targets) for a regression, {@code text} for a text, {@code row} (the cells as texts, in
 * the order of the features) for a rebuilt row. Where several steps are answered each of these is a list of steps; of several
 * outputs each has its own, such as {@code price/values}.
 */
final class ProtocolAnswer {

    private ProtocolAnswer() {}

    /** The outputs of one example by name: a text, a list of numbers, or a list of these. */
    static Map<String, @Nullable Object> row(Prediction prediction) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (prediction instanceof Prediction.Steps steps) {
            for (Prediction step : steps.steps()) {
                row(step).forEach((name, value) -> list(row, name).add(value));
            }
        } else {
            put(prediction, "", row);
        }
        return row;
    }

    @SuppressWarnings("unchecked") // what steps answer is put there by this method only
    private static List<@Nullable Object> list(Map<String, @Nullable Object> row, String name) {
        return (List<@Nullable Object>) row.computeIfAbsent(name, any -> new ArrayList<>());
    }

    private static void put(Prediction prediction, String prefix, Map<String, @Nullable Object> row) {
        if (prediction instanceof Prediction.Category category) {
            row.put(prefix + Signature.LABEL, category.label());
            row.put(
                    prefix + Signature.PROBABILITIES,
                    new ArrayList<>(category.probabilities().values()));
        } else if (prediction instanceof Prediction.Labels labels) {
            row.put(
                    prefix + Signature.PROBABILITIES,
                    new ArrayList<>(labels.probabilities().values()));
        } else if (prediction instanceof Prediction.Values values) {
            row.put(prefix + Signature.VALUES, new ArrayList<>(values.values().values()));
        } else if (prediction instanceof Prediction.Rebuilt rebuilt) {
            row.put(
                    prefix + Signature.ROW,
                    rebuilt.row().values().stream().map(String::valueOf).toList());
        } else if (prediction instanceof Prediction.Value value) {
            List<@Nullable Double> one = new ArrayList<>();
            one.add(value.value());
            row.put(prefix + Signature.VALUES, one);
        } else if (prediction instanceof Prediction.Text written) {
            row.put(prefix + Signature.TEXT, written.text());
        } else if (prediction instanceof Prediction.Bag bag) {
            row.put(prefix + Signature.TEXT, bag.text());
        } else if (prediction instanceof Prediction.Picture picture) {
            row.put(prefix + Signature.IMAGE, picture.image());
        } else if (prediction instanceof Prediction.Outputs several) {
            several.outputs().forEach((output, one) -> put(one, prefix + output + "/", row));
        }
    }

    /** The outputs of all examples by name, one entry an example. */
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
