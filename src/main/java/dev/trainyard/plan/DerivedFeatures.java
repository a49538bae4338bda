package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.problem.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the features that a job derives can be made of its columns. */
record DerivedFeatures(List<Expression> expressions) {

    private static final int MOST = 100;
    private static final String POINTER = "/preprocessing/derived";

    void check(List<Column> features, Remarks remarks) {
        if (expressions.size() > MOST) {
            remarks.violation(
                    POINTER,
                    "too_many_features",
                    "%d features are derived; there may be %d".formatted(expressions.size(), MOST));
        }
        Set<Expression> seen = new HashSet<>();
        for (int i = 0; i < expressions.size(); i++) {
            String pointer = POINTER + "/" + i;
            Expression expression = expressions.get(i);
            if (!seen.add(expression)) {
                remarks.violation(
                        pointer,
                        "duplicate_column",
                        "'%s' is derived twice".formatted(expression),
                        Suggestion.remove(pointer));
            }
            check(expression, pointer, features, remarks);
        }
    }

    private static void check(Expression expression, String pointer, List<Column> features, Remarks remarks) {
        Set<String> numeric = features.stream()
                .filter(column -> column.type() == ColumnType.NUMERIC)
                .map(Column::name)
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        if (expression.columns().isEmpty()) {
            remarks.violation(
                    pointer,
                    "constant_feature",
                    "'%s' names no column, so it is the same in every row".formatted(expression),
                    Suggestion.remove(pointer));
        }
        expression.columns().stream()
                .filter(name -> !numeric.contains(name))
                .sorted()
                .forEach(name -> refuse(expression, name, pointer, numeric, remarks));
    }

    private static void refuse(
            Expression expression, String name, String pointer, Set<String> numeric, Remarks remarks) {
        remarks.violation(
                pointer,
                "unknown_column",
                "'%s' reads '%s', which is no numeric feature of this job; %s"
                        .formatted(
                                expression,
                                name,
                                numeric.isEmpty() ? "there are none" : "there are: " + String.join(", ", numeric)));
    }
}
