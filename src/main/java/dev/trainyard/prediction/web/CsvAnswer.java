package dev.trainyard.prediction.web;

import dev.trainyard.prediction.CsvLine;
import dev.trainyard.prediction.PredictedTable;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.PredictionCells;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes predictions as CSV, as {@link PredictionCells} has them. Sequences have their id before it, and where each step is
 * answered a line for each, behind its number from 0. A number that is none is an empty cell.
 */
final class CsvAnswer {

    private CsvAnswer() {}

    static String of(PredictedTable answered) {
        List<Prediction> predictions = answered.predicted().predictions();
        StringBuilder csv = new StringBuilder();
        csv.append(CsvLine.of(header(answered, predictions.get(0))));
        for (int i = 0; i < predictions.size(); i++) {
            append(csv, answered, i);
        }
        return csv.toString();
    }

    private static List<String> header(PredictedTable answered, Prediction first) {
        List<String> names = new ArrayList<>();
        if (answered.id() != null) {
            names.add(answered.id());
        } else if (first instanceof Prediction.Steps) {
            names.add("row");
        }
        if (first instanceof Prediction.Steps steps) {
            names.add("step");
            names.addAll(header(steps.steps().get(0)));
        } else {
            names.addAll(header(first));
        }
        return names;
    }

    private static void append(StringBuilder csv, PredictedTable answered, int place) {
        Prediction prediction = answered.predicted().predictions().get(place);
        String name =
                answered.id() == null ? Integer.toString(place) : answered.ids().get(place);
        if (prediction instanceof Prediction.Steps steps) {
            for (int step = 0; step < steps.steps().size(); step++) {
                List<String> cells = new ArrayList<>(List.of(name, Integer.toString(step)));
                cells.addAll(PredictionCells.of(steps.steps().get(step)));
                csv.append(CsvLine.of(cells));
            }
        } else {
            List<String> cells = new ArrayList<>(answered.id() == null ? List.of() : List.of(name));
            cells.addAll(PredictionCells.of(prediction));
            csv.append(CsvLine.of(cells));
        }
    }

    private static List<String> header(Prediction prediction) {
        return PredictionCells.columns(prediction).stream()
                .map(PredictionCells.Column::name)
                .toList();
    }
}
