package dev.trainyard.prediction;

import dev.trainyard.dataset.ColumnType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Predictions as the cells of a table: {@code label,probability_0,probability_1} for categories, {@code
 * labels,probability_a,…} for several labels (with a semicolon between two), {@code value} for one target, the targets' names
 * for several, {@code text} for a text, {@code image} (PNG in base64) for a rebuilt picture; the same behind the name of each
 * of several outputs, such as {@code price_value}.
 */
public final class PredictionCells {

    private PredictionCells() {}

    /** @param type null where its cells tell */
    public record Column(String name, @Nullable ColumnType type) {}

    /** The columns that a prediction fills, which are the same for all of a model; steps fill them one by one. */
    public static List<Column> columns(Prediction prediction) {
        if (prediction instanceof Prediction.Category category) {
            return chances(
                    "label", ColumnType.CATEGORICAL, category.probabilities().keySet());
        }
        if (prediction instanceof Prediction.Labels labels) {
            return chances("labels", ColumnType.TEXT, labels.probabilities().keySet());
        }
        if (prediction instanceof Prediction.Text || prediction instanceof Prediction.Bag) {
            return List.of(new Column("text", ColumnType.TEXT));
        }
        if (prediction instanceof Prediction.Picture) {
            return List.of(new Column("image", ColumnType.TEXT));
        }
        if (prediction instanceof Prediction.Rebuilt rebuilt) {
            return all(rebuilt.row().keySet(), null);
        }
        if (prediction instanceof Prediction.Outputs several) {
            List<Column> columns = new ArrayList<>();
            several.outputs()
                    .forEach((output, one) -> columns(one)
                            .forEach(column -> columns.add(new Column(output + "_" + column.name(), column.type()))));
            return columns;
        }
        return prediction instanceof Prediction.Values values
                ? all(values.values().keySet(), ColumnType.NUMERIC)
                : List.of(new Column("value", ColumnType.NUMERIC));
    }

    private static List<Column> chances(String first, ColumnType type, Set<String> names) {
        List<Column> columns = new ArrayList<>(List.of(new Column(first, type)));
        names.forEach(name -> columns.add(new Column("probability_" + name, ColumnType.NUMERIC)));
        return columns;
    }

    private static List<Column> all(Set<String> names, @Nullable ColumnType type) {
        return names.stream().map(name -> new Column(name, type)).toList();
    }

    /** Its cells, in the order of the columns, as texts; empty where a number is none. */
    public static List<String> of(Prediction prediction) {
        List<@Nullable Object> cells = new ArrayList<>();
        add(prediction, cells);
        return cells.stream().map(cell -> cell == null ? "" : cell.toString()).toList();
    }

    private static void add(Prediction prediction, List<@Nullable Object> cells) {
        if (prediction instanceof Prediction.Category category) {
            cells.add(category.label());
            cells.addAll(category.probabilities().values());
        } else if (prediction instanceof Prediction.Labels labels) {
            cells.add(String.join(";", labels.labels()));
            cells.addAll(labels.probabilities().values());
        } else if (prediction instanceof Prediction.Values values) {
            cells.addAll(values.values().values());
        } else if (prediction instanceof Prediction.Rebuilt rebuilt) {
            cells.addAll(rebuilt.row().values());
        } else if (prediction instanceof Prediction.Outputs several) {
            several.outputs().values().forEach(one -> add(one, cells));
        } else if (prediction instanceof Prediction.Value value) {
            cells.addAll(Collections.singletonList(value.value()));
        } else if (prediction instanceof Prediction.Text written) {
            cells.add(written.text());
        } else if (prediction instanceof Prediction.Bag bag) {
            cells.add(bag.text());
        } else if (prediction instanceof Prediction.Picture picture) {
            cells.add(picture.image());
        }
    }
}
