package dev.trainyard.prediction.web;

import dev.trainyard.prediction.PredictedTable;
import dev.trainyard.prediction.Prediction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes predictions as CSV: {@code label,probability_0,probability_1} for categories, {@code labels,probability_a,…} for
 * several labels (with a semicolon between two), {@code value} for one target, the targets' names for several, {@code text}
 * for a text, {@code image} (PNG in base64) for a rebuilt picture; the same behind the name of each of several outputs, such
 * as {@code price_value}. Sequences have their id before it, and where each step is answered a line for each, behind its
 * number from 0. A number that is none is an empty cell.
 */
final class CsvAnswer {

    private CsvAnswer() {}

    static String of(PredictedTable answered) {
        List<Prediction> predictions = answered.predicted().predictions();
        StringBuilder csv = new StringBuilder();
        append(csv, header(answered, predictions.get(0)));
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
                cells.addAll(cells(steps.steps().get(step)));
                append(csv, cells);
            }
        } else {
            List<String> cells = new ArrayList<>(answered.id() == null ? List.of() : List.of(name));
            cells.addAll(cells(prediction));
            append(csv, cells);
        }
    }

    private static Collection<String> header(Prediction prediction) {
        if (prediction instanceof Prediction.Category category) {
            List<String> names = new ArrayList<>(List.of("label"));
            category.probabilities().keySet().forEach(name -> names.add("probability_" + name));
            return names;
        }
        if (prediction instanceof Prediction.Text || prediction instanceof Prediction.Bag) {
            return List.of("text");
        }
        if (prediction instanceof Prediction.Picture) {
            return List.of("image");
        }
        if (prediction instanceof Prediction.Labels labels) {
            List<String> names = new ArrayList<>(List.of("labels"));
            labels.probabilities().keySet().forEach(name -> names.add("probability_" + name));
            return names;
        }
        if (prediction instanceof Prediction.Rebuilt rebuilt) {
            return rebuilt.row().keySet();
        }
        if (prediction instanceof Prediction.Outputs several) {
            List<String> names = new ArrayList<>();
            several.outputs().forEach((output, one) -> header(one).forEach(name -> names.add(output + "_" + name)));
            return names;
        }
        return prediction instanceof Prediction.Values values ? values.values().keySet() : List.of("value");
    }

    private static Collection<String> cells(Prediction prediction) {
        List<String> cells = new ArrayList<>();
        if (prediction instanceof Prediction.Category category) {
            cells.add(text(category.label()));
            category.probabilities().values().forEach(probability -> cells.add(text(probability)));
        } else if (prediction instanceof Prediction.Labels labels) {
            cells.add(String.join(";", labels.labels()));
            labels.probabilities().values().forEach(probability -> cells.add(text(probability)));
        } else if (prediction instanceof Prediction.Values values) {
            values.values().values().forEach(value -> cells.add(text(value)));
        } else if (prediction instanceof Prediction.Rebuilt rebuilt) {
            rebuilt.row().values().forEach(cell -> cells.add(text(cell)));
        } else if (prediction instanceof Prediction.Outputs several) {
            several.outputs().values().forEach(one -> cells.addAll(cells(one)));
        } else if (prediction instanceof Prediction.Value value) {
            cells.add(text(value.value()));
        } else if (prediction instanceof Prediction.Text written) {
            cells.add(written.text());
        } else if (prediction instanceof Prediction.Bag bag) {
            cells.add(bag.text());
        } else if (prediction instanceof Prediction.Picture picture) {
            cells.add(picture.image());
        }
        return cells;
    }

    private static String text(@Nullable Object cell) {
        return cell == null ? "" : cell.toString();
    }

    private static void append(StringBuilder csv, Collection<String> cells) {
        csv.append(cells.stream().map(CsvText::written).collect(Collectors.joining(",")))
                .append("\r\n");
    }
}
