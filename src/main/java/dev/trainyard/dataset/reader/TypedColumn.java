package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column and how its cells are read.
 *
 * @param index its place in the file, from 0
 * @param zeroOrOne whether its cells are the numbers 0 and 1, so that {@code 1.0} is {@code 1} and all else is bad
 * @param required whether a missing cell is bad
 */
record TypedColumn(int index, String name, ColumnType type, boolean zeroOrOne, boolean required) {

    /** A column by its majority, or as the caller said. */
    static TypedColumn of(int index, String name, Vote vote, @Nullable ColumnType given, long rows) {
        ColumnType type = given == null ? inferred(vote, rows) : given;
        return new TypedColumn(
                index, name, type, given == null && type == ColumnType.CATEGORICAL && vote.isZeroOrOne(), false);
    }

    /** A column of a binary matrix: the numbers 0 and 1. */
    static TypedColumn binary(int index, String name) {
        return new TypedColumn(index, name, ColumnType.NUMERIC, true, false);
    }

    /** The same column, whose zeros and ones are numbers of steps. */
    TypedColumn counting() {
        return zeroOrOne ? new TypedColumn(index, name, ColumnType.NUMERIC, false, required) : this;
    }

    /** The same column, no cell of which may be missing. */
    TypedColumn mustBeThere() {
        return new TypedColumn(index, name, type, zeroOrOne, true);
    }

    private static ColumnType inferred(Vote vote, long rows) {
        if (vote.isNumeric()) {
            return vote.isZeroOrOne() ? ColumnType.CATEGORICAL : ColumnType.NUMERIC;
        }
        if (vote.isTruth()) {
            return ColumnType.BOOLEAN;
        }
        if (vote.isMoment()) {
            return ColumnType.DATETIME;
        }
        return vote.isCategorical(rows) ? ColumnType.CATEGORICAL : ColumnType.TEXT;
    }

    /** Its name in the table {@code cells}. */
    String cell() {
        return "c" + index;
    }

    /** The typed value in SQL; null where the cell is missing or bad. */
    String value() {
        String numeric = "number(%s)".formatted(cell());
        return switch (type) {
            case NUMERIC -> zeroOrOne ? "CASE WHEN %1$s IN (0, 1) THEN %1$s END".formatted(numeric) : numeric;
            case BOOLEAN -> "truth(%s)".formatted(cell());
            case DATETIME -> "moment(%s)".formatted(cell());
            case TEXT -> cell();
            case CATEGORICAL -> zeroOrOne ? "CASE %s WHEN 0 THEN '0' WHEN 1 THEN '1' END".formatted(numeric) : cell();
        };
    }

    /** Whether the cell is bad, in SQL. */
    String isBad() {
        return required
                ? "((%s) IS NULL)".formatted(value())
                : "(%s IS NOT NULL AND (%s) IS NULL)".formatted(cell(), value());
    }

    /** Whether the vote leaves a doubt that all cells fit. */
    boolean canBeBad(Vote vote) {
        if (required) {
            return true;
        }
        return switch (type) {
            case NUMERIC -> (zeroOrOne ? vote.zerosAndOnes() : vote.numbers()) < vote.present();
            case BOOLEAN -> vote.truths() < vote.present();
            case DATETIME -> vote.moments() < vote.present();
            case CATEGORICAL -> zeroOrOne && vote.zerosAndOnes() < vote.present();
            case TEXT -> false;
        };
    }

    /** Whether its value lies in the table as it is, so that looking at it again costs little. */
    boolean isRead(Set<Integer> numbers) {
        return switch (type) {
            case NUMERIC -> numbers.contains(index);
            case CATEGORICAL -> !zeroOrOne || numbers.contains(index);
            case TEXT -> true;
            case BOOLEAN, DATETIME -> false;
        };
    }

    /** Why a cell is bad. */
    String reason(@Nullable String value) {
        if (value == null) {
            return "missing_cell";
        }
        return switch (type) {
            case NUMERIC -> zeroOrOne ? "not_zero_or_one" : "not_a_number";
            case DATETIME -> "not_a_date";
            case BOOLEAN -> "not_a_boolean";
            case CATEGORICAL, TEXT -> "not_zero_or_one";
        };
    }

    String complaint(@Nullable String value) {
        if (value == null) {
            return "'%s' is missing; without it the row belongs to no sequence".formatted(name);
        }
        String expected = switch (type) {
            case NUMERIC -> zeroOrOne ? "0 or 1" : "a number";
            case DATETIME -> "a date or time such as 2024-05-31 or 2024-05-31T12:30:00Z";
            case BOOLEAN -> "true or false";
            case CATEGORICAL, TEXT -> "0 or 1";
        };
        return "'%s' stands where %s is expected".formatted(Reject.shortened(value), expected);
    }
}
