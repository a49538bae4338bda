package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.TargetCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a version reads and answers, as the inference protocols tell it.
 *
 * @param columns the features in the model's order
 * @param categories of a classification, or the labels, else empty
 * @param targets names of the target columns, none where rows are rebuilt
 */
public record Signature(
        String model, int version, List<Column> columns, List<String> categories, List<String> targets) {

    /** A feature column: of numbers, or of categories. */
    public record Column(String name, boolean numeric) {}

    static Signature of(String model, int version, Manifest manifest) {
        List<Column> columns = manifest.encoder() instanceof FeatureEncoder rows ? columns(rows) : List.of();
        TargetCodec codec = manifest.codec();
        if (codec instanceof TargetCodec.Classes classes) {
            return new Signature(model, version, columns, classes.categories(), List.of(classes.name()));
        }
        if (codec instanceof TargetCodec.Tokens tokens) {
            return new Signature(model, version, columns, List.of(), List.of(tokens.name()));
        }
        if (codec instanceof TargetCodec.Labels labels) {
            return new Signature(model, version, columns, labels.names(), labels.names());
        }
        if (codec instanceof TargetCodec.Several several) {
            List<String> outputs =
                    several.heads().stream().map(TargetCodec.Several.Head::name).toList();
            return new Signature(model, version, columns, List.of(), outputs);
        }
        if (codec instanceof TargetCodec.Example) {
            return new Signature(model, version, columns, List.of(), List.of());
        }
        List<String> targets = ((TargetCodec.Values) codec)
                .columns().stream().map(ColumnEncoder.Numeric::name).toList();
        return new Signature(model, version, columns, List.of(), targets);
    }

    private static List<Column> columns(FeatureEncoder rows) {
        return rows.columns().stream()
                .map(column -> new Column(column.name(), column instanceof ColumnEncoder.Numeric))
                .toList();
    }

    public boolean isAllNumeric() {
        return columns.stream().allMatch(Column::numeric);
    }

    public boolean isClassification() {
        return !categories.isEmpty();
    }

    /** Whether an example may have several of the categories, which are labels then. */
    public boolean isMultiLabel() {
        return isClassification() && targets.size() > 1;
    }

    /** A row from its cells in the model's order; cells beyond the columns get names that no column has. */
    public Map<String, @Nullable Object> row(List<? extends @Nullable Object> cells) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        for (int i = 0; i < cells.size(); i++) {
            row.put(i < names.size() ? names.get(i) : "number " + (i + 1), cells.get(i));
        }
        return row;
    }
}
