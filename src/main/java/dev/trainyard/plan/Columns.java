package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.Moments;
import dev.trainyard.dataset.ReadyDataset;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns a job learns from, and those it learns to predict. */
record Columns(List<Column> features, List<Column> target) {

    private static final List<String> USUAL_TARGETS = List.of("target", "label", "class", "y");
    private static final int MANY_CATEGORIES = 100;
    private static final int MOST_INPUTS = 10_000;

    Columns {
        features = List.copyOf(features);
        target = List.copyOf(target);
    }

    static Columns choose(Given given, Remarks remarks) {
        return choose(given, false, remarks);
    }

    /** @param ownPast whether the target's own past is learned from */
    static Columns choose(Given given, boolean ownPast, Remarks remarks) {
        JobSpec spec = given.spec();
        ReadyDataset dataset = given.dataset();
        Map<String, Column> byName = new LinkedHashMap<>();
        dataset.columns().forEach(column -> byName.put(column.name(), column));
        List<Column> target = targets(spec, dataset, remarks);
        Inputs.Asked asked = Inputs.features(given, remarks);
        List<Column> features = asked == null
                ? others(dataset, ownPast ? List.of() : target, ownPast ? null : spec.target(), remarks)
                : namedFeatures(asked, ownPast ? List.of() : target, byName, remarks);
        Columns columns = new Columns(features, target);
        columns.checkFeatures(asked != null, given.preprocessing().categorical(), dataset.rows(), remarks);
        return columns;
    }

    /** The columns to predict: those a job names, else the usual one. */
    static List<Column> targets(JobSpec spec, ReadyDataset dataset, Remarks remarks) {
        Map<String, Column> byName = new LinkedHashMap<>();
        dataset.columns().forEach(column -> byName.put(column.name(), column));
        return spec.target() == null
                ? List.of(usualTarget(dataset))
                : named(Inputs.Asked.in(spec.target(), "/target"), "/target", "target_not_found", byName, remarks);
    }

    /** How many numbers an encoded row has. */
    int width(Preprocessing.Categorical coding) {
        return features.stream().mapToInt(column -> width(column, coding)).sum();
    }

    /** How many numbers a cell becomes. */
    static int width(Column column, Preprocessing.Categorical coding) {
        if (column.type() == ColumnType.DATETIME) {
            return Moments.PARTS;
        }
        boolean one = !column.type().isCategorical()
                || (coding == Preprocessing.Categorical.BINARY && categories(column) == 2);
        return one ? 1 : categories(column);
    }

    List<ColumnSchema> featureSchemas() {
        return features.stream().map(Column::schema).toList();
    }

    List<ColumnSchema> targetSchemas() {
        return target.stream().map(Column::schema).toList();
    }

    static int categories(Column column) {
        return column.categories() == null ? 0 : column.categories().size();
    }

    /** Where nothing is predicted: the features alone; usual names of targets are among them only when they are named. */
    static Columns alone(Given given, Remarks remarks) {
        JobSpec spec = given.spec();
        Map<String, Column> byName = new LinkedHashMap<>();
        given.dataset().columns().forEach(column -> byName.put(column.name(), column));
        List<Column> features = withoutMoments(
                spec.features() == null
                        ? others(given.dataset(), usualTargets(given.dataset()), null, remarks)
                        : namedFeatures(Inputs.Asked.in(spec.features(), "/features"), List.of(), byName, remarks),
                remarks);
        Columns columns = new Columns(features, List.of());
        List<String> leftOut =
                usualTargets(given.dataset()).stream().map(Column::name).toList();
        if (spec.features() == null && !leftOut.isEmpty()) {
            remarks.warning(
                    "target_left_out",
                    "%s looks like a target and is not learned from; name the features to change that"
                            .formatted(String.join(", ", leftOut)));
        }
        columns.checkFeatures(
                spec.features() != null,
                given.preprocessing().categorical(),
                given.dataset().rows(),
                remarks);
        return columns;
    }

    /** Points in time can be learned from, and not be rebuilt. */
    private static List<Column> withoutMoments(List<Column> features, Remarks remarks) {
        List<Column> rebuilt = features.stream()
                .filter(column -> column.type() != ColumnType.DATETIME)
                .toList();
        if (rebuilt.size() < features.size()) {
            remarks.warning("columns_left_out", "points in time are not learned from where rows are to be rebuilt");
        }
        return rebuilt;
    }

    private static List<Column> usualTargets(ReadyDataset dataset) {
        return dataset.columns().stream()
                .filter(column -> USUAL_TARGETS.stream().anyMatch(column.name()::equalsIgnoreCase))
                .filter(column -> column.type().isCategorical() || !"y".equalsIgnoreCase(column.name()))
                .toList();
    }

    private static Column usualTarget(ReadyDataset dataset) {
        List<Column> columns = dataset.columns();
        for (String usual : USUAL_TARGETS) {
            for (Column column : columns) {
                if (column.name().equalsIgnoreCase(usual)) {
                    return column;
                }
            }
        }
        return columns.get(columns.size() - 1);
    }

    private static List<Column> named(
            Inputs.Asked asked, String pointer, String code, Map<String, Column> byName, Remarks remarks) {
        List<Column> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> names = asked.names();
        for (int i = 0; i < names.size(); i++) {
            String at = asked.at().get(i);
            Column column = byName.get(names.get(i));
            if (column == null) {
                remarks.unknownName(at, code, "column", names.get(i), byName.keySet());
            } else if (!seen.add(column.name())) {
                remarks.violation(
                        at,
                        "duplicate_column",
                        "column '%s' is named twice".formatted(column.name()),
                        Suggestion.remove(at));
            } else {
                columns.add(column);
            }
        }
        if (names.isEmpty()) {
            remarks.violation(pointer, code, "this list is empty; leave it out for the default, or name columns");
        }
        return columns;
    }

    private static List<Column> namedFeatures(
            Inputs.Asked asked, List<Column> target, Map<String, Column> byName, Remarks remarks) {
        List<Column> columns = named(asked, "/features", "unknown_column", byName, remarks);
        for (Column column : columns) {
            String at = asked.at().get(asked.names().indexOf(column.name()));
            if (target.contains(column)) {
                remarks.violation(
                        at,
                        "target_among_features",
                        "column '%s' is the target: to predict it from itself teaches nothing".formatted(column.name()),
                        Suggestion.remove(at));
            } else if (!isUsable(column)) {
                remarks.violation(
                        at,
                        "unsupported_column",
                        "column '%s' is %s; features are numeric, categorical, boolean or points in time"
                                .formatted(column.name(), Words.of(column.type())),
                        Suggestion.remove(at));
            }
        }
        return columns.stream().filter(Columns::isUsable).toList();
    }

    private static List<Column> others(
            ReadyDataset dataset, List<Column> target, @Nullable List<String> targetNames, Remarks remarks) {
        List<Column> usable = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Column column : dataset.columns()) {
            boolean isTarget = target.contains(column) || (targetNames != null && targetNames.contains(column.name()));
            if (!isTarget && isUsable(column) && column.missing() < dataset.rows()) {
                usable.add(column);
            } else if (!isTarget) {
                leftOut.add("'%s' (%s)".formatted(column.name(), isUsable(column) ? "empty" : Words.of(column.type())));
            }
        }
        if (!leftOut.isEmpty()) {
            remarks.warning(
                    "columns_left_out",
                    "these columns are not learned from: %s; features are numeric, categorical, boolean or points in time"
                            .formatted(String.join(", ", leftOut)));
        }
        return usable;
    }

    private static boolean isUsable(Column column) {
        return switch (column.type()) {
            case NUMERIC, CATEGORICAL, BOOLEAN, DATETIME -> true;
            case TEXT -> false;
        };
    }

    private void checkFeatures(boolean named, Preprocessing.Categorical coding, long rows, Remarks remarks) {
        if (features.isEmpty() && !remarks.hasViolations()) {
            remarks.violation(
                    named ? "/features" : "/datasetId",
                    "no_features",
                    "no column is left to learn from: besides the target there is no numeric, categorical or boolean one, and no point in time");
        }
        for (Column column : features) {
            check(column, rows, remarks);
        }
        int width = width(coding);
        if (width > MOST_INPUTS) {
            remarks.violation(
                    named ? "/features" : "/datasetId",
                    "too_many_inputs",
                    "one-hot categories make a row %d numbers wide; it may have %d. Leave out the columns with most categories."
                            .formatted(width, MOST_INPUTS));
        }
    }

    private static void check(Column column, long rows, Remarks remarks) {
        if (column.missing() >= rows) {
            remarks.violation("/features", "empty_column", "column '%s' has no value at all".formatted(column.name()));
        } else if (column.distinct() <= 1) {
            remarks.warning(
                    "constant_feature",
                    "column '%s' has the same value in every row: nothing can be learned from it"
                            .formatted(column.name()));
        }
        if (categories(column) > MANY_CATEGORIES) {
            remarks.warning(
                    "many_categories",
                    "column '%s' has %d categories, each an input of its own; is it an identifier?"
                            .formatted(column.name(), categories(column)));
        }
    }
}
