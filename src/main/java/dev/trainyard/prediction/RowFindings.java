package dev.trainyard.prediction;

import dev.trainyard.plan.Preprocessing.UnknownCategory;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the rows of a call, and what is odd about them. */
final class RowFindings {

    private static final int MOST_VIOLATIONS = 100;

    private final String root;
    private final UnknownCategory unknown;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Oddity, Outside> outside = new LinkedHashMap<>();
    private final Map<String, Outside> oddities = new LinkedHashMap<>();
    private int refusedRows;
    private int lastRefused = -1;
    private int step = -1;

    /** What is odd about a column. */
    private record Oddity(String code, String column) {}

    /** The first cell of a column that is odd, and how many there are. */
    private record Outside(String message, int cells) {}

    /** @param root the field of the request that lists the examples */
    RowFindings(String root) {
        this(root, UnknownCategory.ERROR);
    }

    /** @param unknown what becomes of categories that the training rows did not have */
    RowFindings(String root, UnknownCategory unknown) {
        this.root = root;
        this.unknown = unknown;
    }

    boolean ignoresUnknownCategories() {
        return unknown == UnknownCategory.IGNORE;
    }

    /** Says at which step of a sequence the findings to come are; -1 is at none. */
    void atStep(int number) {
        this.step = number;
    }

    void refuse(int row, String field, String code, String message, @Nullable Suggestion suggestion) {
        if (row != lastRefused) {
            refusedRows++;
            lastRefused = row;
        }
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add(new Violation(pointer(row, field), code, message, suggestion));
        }
    }

    void outOfRange(int row, String column, double cell, double min, double max) {
        oddCell(
                "out_of_range",
                column,
                "row %d: %s is %s; the training rows have %s to %s"
                        .formatted(row, column, Numbers.plain(cell), Numbers.plain(min), Numbers.plain(max)));
    }

    /** A category that is read as a missing one. */
    void unknownCategory(int row, String column, String message) {
        oddCell("unknown_category", column, "row %d: %s; it is read as missing".formatted(row, message));
    }

    private void oddCell(String code, String column, String message) {
        outside.merge(
                new Oddity(code, column),
                new Outside(message, 1),
                (first, another) -> new Outside(first.message(), first.cells() + 1));
    }

    /** Something odd that is answered nevertheless; the first of each code is told. */
    void odd(String code, String message) {
        oddities.merge(
                code, new Outside(message, 1), (first, another) -> new Outside(first.message(), first.cells() + 1));
    }

    boolean isClean() {
        return violations.isEmpty();
    }

    /** Whether there is nothing to tell. */
    boolean isSilent() {
        return violations.isEmpty() && outside.isEmpty() && oddities.isEmpty();
    }

    int refusedRows() {
        return refusedRows;
    }

    List<Violation> violations() {
        return violations;
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        outside.forEach((oddity, found) -> warnings.add(new Warning(
                oddity.code(),
                oddity.column(),
                found.message() + (found.cells() == 1 ? "" : ", and %d more rows".formatted(found.cells() - 1)))));
        oddities.forEach((code, found) -> warnings.add(new Warning(
                code,
                null,
                found.message() + (found.cells() == 1 ? "" : ", and %d more alike".formatted(found.cells() - 1)))));
        return warnings;
    }

    /** Where a field of an example stands in the request. */
    String pointer(int row, String field) {
        String pointer = "/%s/%d%s".formatted(root, row, step < 0 ? "" : "/" + step);
        return field.isEmpty()
                ? pointer
                : pointer + "/" + field.replace("~", "~0").replace("/", "~1");
    }
}
