package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.SequenceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person would want to know of one column. */
final class ColumnJudge {

    static final int FEW_ROWS = 20;

    /** So many times the middle half's width from it lies no value by chance. */
    private static final double FAR_OUT = 20;

    private static final int MANY_CATEGORIES = 20;

    private final Column column;
    private final Vote vote;
    private final long rows;
    private final DatasetSpec readAs;
    private final DatasetSpec spec;
    private final List<Warning> warnings = new ArrayList<>();

    ColumnJudge(Column column, Vote vote, long rows, DatasetSpec readAs, DatasetSpec spec) {
        this.column = column;
        this.vote = vote;
        this.rows = rows;
        this.readAs = readAs;
        this.spec = spec;
    }

    List<Warning> warnings(Profile.ColumnProfile profile) {
        judgeValues();
        if (column.missing() * 2 > rows && column.missing() < rows) {
            warn("high_missing", "column '%s' is missing in %,d of %,d rows", column.missing(), rows);
        }
        judgeOutliers(profile.quantiles());
        judgeRareCategories();
        judgeNumbers();
        return warnings;
    }

    private void judgeValues() {
        if (column.missing() == rows) {
            warn("empty_column", "column '%s' has no value in any row");
        } else if (column.distinct() == 1) {
            warn("constant_column", "column '%s' has the same value in all rows");
        } else if (isIdLike() && !isOrder()) {
            warn(
                    "id_like",
                    "column '%s' is different in every row like a number or name of the row; a model cannot learn from it");
        }
    }

    private void judgeOutliers(Profile.@Nullable Quantiles quantiles) {
        Double min = column.min();
        Double max = column.max();
        if (quantiles == null || min == null || max == null) {
            return;
        }
        double width = quantiles.p75() - quantiles.p25();
        boolean far = max > quantiles.p75() + FAR_OUT * width || min < quantiles.p25() - FAR_OUT * width;
        if (width > 0 && far) {
            warn(
                    "extreme_outliers",
                    "half of column '%s' lies between %s and %s, and it goes from %s to %s; are these mistakes?",
                    quantiles.p25(),
                    quantiles.p75(),
                    min,
                    max);
        }
    }

    /** Where many categories occur once, requests will hold others. */
    private void judgeRareCategories() {
        List<Long> counts = column.counts();
        long once =
                counts == null ? 0 : counts.stream().filter(count -> count == 1).count();
        if (counts != null && counts.size() > MANY_CATEGORIES && once * 5 > counts.size()) {
            warn(
                    "rare_categories",
                    "of the %2$,d categories of column '%1$s' %3$,d occur once; a model will meet others when it is asked",
                    counts.size(),
                    once);
        }
    }

    private void judgeNumbers() {
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
    private boolean isIdLike() {
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

    private boolean isOrder() {
        SequenceSpec sequence = readAs.sequence();
        return sequence != null && column.name().equals(sequence.orderColumn());
    }

    private void warn(String code, String message, Object... values) {
        Object[] all = new Object[values.length + 1];
        all[0] = column.name();
        System.arraycopy(values, 0, all, 1, values.length);
        warnings.add(new Warning(code, column.name(), String.format(Locale.ROOT, message, all)));
    }
}
