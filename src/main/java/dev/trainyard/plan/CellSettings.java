package dev.trainyard.plan;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a job says of the cells of columns, where its examples are pictures or texts and may have none of them. */
record CellSettings(Given given, Material material) {

    /** Refuses what would change nothing. */
    void check(Remarks remarks) {
        checkUnknownCategory(remarks);
        if (material.examples() instanceof Examples.Rows || material.examples() instanceof Examples.Sequences) {
            return;
        }
        Preprocessing asked = given.spec().preprocessing();
        List<ColumnSchema> features = material.features();
        List<ColumnSchema> all =
                Stream.concat(features.stream(), material.target().stream()).toList();
        if (asked.numeric() != Preprocessing.Numeric.AUTO && none(all, CellSettings::isNumber)) {
            refuse("numeric", "scales columns of numbers", remarks);
        }
        if (asked.categorical() != Preprocessing.Categorical.AUTO && none(features, CellSettings::isCategory)) {
            refuse("categorical", "encodes columns of categories that are learned from", remarks);
        }
        if (asked.missing() != Preprocessing.Missing.MEAN && none(features, CellSettings::isNumber)) {
            refuse("missing", "fills columns of numbers that are learned from", remarks);
        }
    }

    private void checkUnknownCategory(Remarks remarks) {
        if (given.spec().preprocessing().unknownCategory() != null
                && none(material.features(), CellSettings::isCategory)) {
            remarks.violation(
                    "/preprocessing/unknownCategory",
                    "not_used",
                    "unknownCategory says what becomes of categories, and of data set '%s' no column of categories is learned from"
                            .formatted(given.dataset().name()),
                    Suggestion.remove("/preprocessing/unknownCategory"));
        }
    }

    private static boolean none(List<ColumnSchema> columns, Predicate<ColumnSchema> wanted) {
        return columns.stream().noneMatch(wanted);
    }

    private static boolean isNumber(ColumnSchema column) {
        return column.type() == ColumnType.NUMERIC || column.type() == ColumnType.DATETIME;
    }

    private static boolean isCategory(ColumnSchema column) {
        return column.type().isCategorical();
    }

    private void refuse(String field, String does, Remarks remarks) {
        boolean texts = given.dataset().pixels() == null;
        String pointer = "/preprocessing/" + field;
        remarks.violation(
                pointer,
                "not_used",
                "%s %s, and of data set '%s' only %s%s"
                        .formatted(
                                field,
                                does,
                                given.dataset().name(),
                                texts
                                        ? "texts are learned from; 'text' says how they are read"
                                        : "pictures are learned from; 'images' says how they are scaled",
                                material.target().isEmpty() ? "" : ", with a target that it does not concern"),
                Suggestion.remove(pointer));
    }
}
