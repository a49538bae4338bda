package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;

/** The columns of a data set that hold text. */
record TextColumns(ReadyDataset dataset) {

    private static final String USUAL_TEXT = "text";
    private static final String USUAL_SOURCE = "source";

    /** The column that a job reads: the one it names, else the usual one, else the first that holds text. */
    Optional<Column> read(JobSpec spec, Remarks remarks) {
        if (spec.features() == null) {
            Optional<Column> found = usual(spec);
            if (found.isEmpty()) {
                remarks.violation(
                        "/datasetId",
                        "no_text_column",
                        "data set '%s' has no column of text%s; make one so with PATCH /api/v1/datasets/%s"
                                .formatted(dataset.name(), besides(spec), spec.datasetId()));
            }
            return found.filter(column -> isFilled(column, "/datasetId", spec, remarks));
        }
        if (spec.features().size() != 1) {
            remarks.violation(
                    "/features",
                    "one_text",
                    "features has %d columns; a network reads the text of one column"
                            .formatted(spec.features().size()));
            return Optional.empty();
        }
        return named(spec.features().get(0), "/features/0", "unknown_column", remarks)
                .filter(column -> isFilled(column, "/features/0", spec, remarks));
    }

    private boolean isFilled(Column column, String pointer, JobSpec spec, Remarks remarks) {
        if (column.missing() < dataset.rows()) {
            return true;
        }
        Violation violation = new Violation(
                pointer,
                "empty_text",
                "column '%s' has no text in any of %d rows; there is nothing to read: another column or data set has to be named, or PATCH /api/v1/datasets/%s may read the bytes otherwise"
                        .formatted(column.name(), dataset.rows(), dataset.id()));
        remarks.violation(instead(column, spec).map(violation::suggesting).orElse(violation));
        return false;
    }

    /** Another column that has texts, else to read the columns that are none. */
    private Optional<Suggestion> instead(Column empty, JobSpec spec) {
        boolean named = spec.features() != null;
        List<Column> others = dataset.columns().stream()
                .filter(column -> !column.equals(empty) && column.missing() < dataset.rows())
                .filter(column -> !Columns.targets(spec, dataset, new Remarks()).contains(column))
                .toList();
        Optional<Suggestion> text = others.stream()
                .filter(column -> column.type() == ColumnType.TEXT)
                .findFirst()
                .map(Column::name)
                .map(other ->
                        named ? Suggestion.replace("/features/0", other) : Suggestion.add("/features", List.of(other)));
        boolean rows = spec.text() != null && !named && others.stream().anyMatch(column -> !isText(column));
        return text.isPresent() || !rows ? text : Optional.of(Suggestion.remove("/text"));
    }

    private static String besides(JobSpec spec) {
        return spec.target() == null ? "" : " besides the target";
    }

    private Optional<Column> usual(JobSpec spec) {
        List<Column> texts = all().stream()
                .filter(column -> spec.target() == null || !spec.target().contains(column.name()))
                .toList();
        return texts.stream()
                .filter(column -> column.name().equalsIgnoreCase(USUAL_TEXT)
                        || column.name().equalsIgnoreCase(USUAL_SOURCE))
                .findFirst()
                .or(() -> texts.stream().findFirst());
    }

    /** A column of that name, if it holds text. */
    Optional<Column> named(String name, String pointer, String code, Remarks remarks) {
        List<String> names = dataset.columns().stream().map(Column::name).toList();
        Optional<Column> found = dataset.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            remarks.unknownName(pointer, code, "column", name, names);
        } else if (!isText(found.get())) {
            remarks.violation(
                    pointer,
                    "unsupported_column",
                    "column '%s' is %s, and text is to be read"
                            .formatted(name, Words.of(found.get().type())),
                    all().isEmpty()
                            ? Suggestion.remove(pointer)
                            : Suggestion.replace(pointer, all().get(0).name()));
        }
        return found.filter(TextColumns::isText);
    }

    List<Column> all() {
        return dataset.columns().stream()
                .filter(column -> column.type() == ColumnType.TEXT)
                .toList();
    }

    /** Few different texts are read as categories. */
    static boolean isText(Column column) {
        return column.type() == ColumnType.TEXT || column.type() == ColumnType.CATEGORICAL;
    }

    /** A column as one of text, whatever its texts were taken for. */
    static ColumnSchema schema(Column column) {
        return new ColumnSchema(column.name(), ColumnType.TEXT, List.of());
    }
}
