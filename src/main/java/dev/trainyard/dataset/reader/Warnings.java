package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a person would want to know of the data before training on it. */
final class Warnings {

    private static final Set<String> TARGETS = Set.of("target", "label", "class", "y");
    private static final int MOST_CLASSES = 20;
    private static final int FEW_ROWS = 20;

    private final List<Column> columns;
    private final List<Vote> votes;
    private final long rows;
    private final DatasetSpec spec;
    private final List<Warning> warnings = new ArrayList<>();

    Warnings(List<Column> columns, List<Vote> votes, long rows, DatasetSpec spec) {
        this.columns = columns;
        this.votes = votes;
        this.rows = rows;
        this.spec = spec;
    }

    List<Warning> all(long duplicateRows) {
        for (int i = 0; i < columns.size(); i++) {
            judge(columns.get(i), votes.get(i));
        }
        judgeTarget();
        if (duplicateRows > 0) {
            warnings.add(new Warning(
                    "duplicate_rows", null, "%,d of %,d rows equal an earlier one".formatted(duplicateRows, rows)));
        }
        if (columns.size() == 1 && spec.delimiter() != null) {
            warnings.add(new Warning(
                    "single_column",
                    null,
                    "with the delimiter '%s' there is only one column; leave the delimiter out to have it inferred"
                            .formatted(spec.delimiter())));
        }
        return warnings;
    }

    private void judge(Column column, Vote vote) {
        if (column.missing() == rows) {
            warn("empty_column", column, "column '%s' has no value in any row".formatted(column.name()));
        } else if (column.distinct() == 1) {
            warn("constant_column", column, "column '%s' has the same value in all rows".formatted(column.name()));
        } else if (isIdLike(column)) {
            warn(
                    "id_like",
                    column,
                    "column '%s' is different in every row like a number or name of the row; a model cannot learn from it"
                            .formatted(column.name()));
        }
        if (column.missing() * 2 > rows && column.missing() < rows) {
            warn(
                    "high_missing",
                    column,
                    "column '%s' is missing in %,d of %,d rows".formatted(column.name(), column.missing(), rows));
        }
        judgeNumbers(column, vote);
    }

    private void judgeNumbers(Column column, Vote vote) {
        boolean text = column.type() == ColumnType.TEXT || column.type() == ColumnType.CATEGORICAL;
        if (text && vote.isMostlyNumbers() && !vote.isNumeric()) {
            warnings.add(new Warning(
                    "mostly_numbers",
                    column.name(),
                    "%,d of %,d cells of column '%s' are numbers; it is read as %s because the others are not"
                            .formatted(
                                    vote.numbers(),
                                    vote.present(),
                                    column.name(),
                                    column.type().name().toLowerCase(Locale.ROOT)),
                    Suggestions.readAs(column.name(), ColumnType.NUMERIC, spec)));
        }
    }

    /** Numbers without a gap, or texts of one word, no two alike. */
    private boolean isIdLike(Column column) {
        if (column.distinct() != rows || rows < FEW_ROWS) {
            return false;
        }
        Double min = column.min();
        Double max = column.max();
        return column.type() == ColumnType.NUMERIC && min != null && max != null && max - min + 1 == rows
                || (column.type() == ColumnType.TEXT
                        && column.name()
                                .toLowerCase(Locale.ROOT)
                                .matches("(.*[_ -])?(id|uuid|guid|key|name|code)|.*Id"));
    }

    private void judgeTarget() {
        Column target = columns.stream()
                .filter(column -> TARGETS.contains(column.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(columns.get(columns.size() - 1));
        List<Long> counts = target.counts();
        if (counts == null || counts.size() < 2 || counts.size() > MOST_CLASSES) {
            return;
        }
        long most = Collections.max(counts);
        long least = Collections.min(counts);
        if (most > 2 * least) {
            warn(
                    "imbalanced_target",
                    target,
                    "the largest class of '%s' has %,d rows, the smallest %,d; balanced class weights may help"
                            .formatted(target.name(), most, least));
        }
    }

    private void warn(String code, Column column, String message) {
        warnings.add(new Warning(code, column.name(), message));
    }
}
