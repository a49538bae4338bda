package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a person would want to know of the data before training on it. */
final class Warnings {

    private static final Set<String> TARGETS = Set.of("target", "label", "class", "y");
    private static final int MOST_CLASSES = 20;

    private final List<Column> columns;
    private final List<Vote> votes;
    private final long rows;
    private final DatasetSpec readAs;
    private final DatasetSpec spec;
    private final List<Warning> warnings = new ArrayList<>();

    /** @param spec the description as the caller gave it, to which suggestions are added */
    Warnings(List<Column> columns, List<Vote> votes, long rows, DatasetSpec readAs, DatasetSpec spec) {
        this.columns = columns;
        this.votes = votes;
        this.rows = rows;
        this.readAs = readAs;
        this.spec = spec;
    }

    List<Warning> all(Measurements measurements, Profile.@Nullable Associations associations) throws SQLException {
        if (isPlainText() || readAs.kind() == DatasetKind.BINARY_MATRIX) {
            return List.of();
        }
        judgeColumns(measurements);
        judgeTarget(associations);
        judgeLooks(measurements.looks());
        judgeDuplicates(measurements.duplicateRows());
        if (columns.size() == 1 && spec.delimiter() != null) {
            warnings.add(new Warning(
                    "single_column",
                    null,
                    "with the delimiter '%s' there is only one column; leave the delimiter out to have it inferred"
                            .formatted(spec.delimiter())));
        }
        return warnings;
    }

    /** What there is to say of the columns beside pictures; rows that are alike there differ in their pictures. */
    List<Warning> besidePictures(Measurements measurements) {
        judgeColumns(measurements);
        judgeTarget(null);
        return warnings;
    }

    private void judgeColumns(Measurements measurements) {
        for (int i = 0; i < columns.size(); i++) {
            ColumnJudge judge = new ColumnJudge(columns.get(i), votes.get(i), rows, readAs, spec);
            warnings.addAll(judge.warnings(measurements.profiles().get(i)));
        }
    }

    private boolean isPlainText() {
        return readAs.kind() == DatasetKind.TEXT && columns.size() == 1;
    }

    private void judgeDuplicates(long duplicateRows) {
        if (duplicateRows > 0) {
            warnings.add(new Warning(
                    "duplicate_rows", null, "%,d of %,d rows equal an earlier one".formatted(duplicateRows, rows)));
        }
    }

    private void judgeLooks(List<Measurements.Looks> looks) {
        for (Measurements.Looks look : looks) {
            if (look.formulas() > 0) {
                warnings.add(new Warning(
                        "formula_cells",
                        look.column(),
                        "column '%s' has %,d cells that a spreadsheet would take for formulas; they are kept as text and never run"
                                .formatted(look.column(), look.formulas())));
            }
            if (look.decimalCommas() * 10 > look.present() * 9) {
                warnings.add(new Warning(
                        "decimal_comma",
                        look.column(),
                        "the cells of column '%s' look like numbers with a decimal comma; they are read as text"
                                .formatted(look.column()),
                        Suggestions.decimalComma(look.column())));
            }
        }
    }

    private void judgeTarget(Profile.@Nullable Associations associations) {
        Column target = columns.stream()
                .filter(column -> TARGETS.contains(column.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(columns.get(columns.size() - 1));
        judgeBalance(target);
        if (associations != null && associations.names().contains(target.name())) {
            judgeLeaks(target, associations);
        }
    }

    private void judgeBalance(Column target) {
        List<Long> counts = target.counts();
        if (counts == null || counts.size() < 2 || counts.size() > MOST_CLASSES) {
            return;
        }
        long most = Collections.max(counts);
        long least = Collections.min(counts);
        if (most > 2 * least) {
            warnings.add(new Warning(
                    "imbalanced_target",
                    target.name(),
                    "the largest class of '%s' has %,d rows, the smallest %,d; balanced class weights may help"
                            .formatted(target.name(), most, least)));
        }
    }

    /** What tells the target almost without fail is often known only after it. */
    private void judgeLeaks(Column target, Profile.Associations associations) {
        List<@Nullable Double> with =
                associations.values().get(associations.names().indexOf(target.name()));
        for (int i = 0; i < with.size(); i++) {
            String name = associations.names().get(i);
            Double value = with.get(i);
            if (value != null
                    && !name.equals(target.name())
                    && rows >= ColumnJudge.FEW_ROWS
                    && Math.abs(value) >= leak(target, name)) {
                warnings.add(new Warning(
                        "target_leak",
                        name,
                        "column '%s' tells '%s' almost without fail (%.4f); is it known before the target is? Leave it out if not"
                                .formatted(name, target.name(), value)));
            }
        }
    }

    private double leak(Column target, String name) {
        boolean numbers = target.type() == ColumnType.NUMERIC
                && columns.stream()
                        .anyMatch(column -> column.name().equals(name) && column.type() == ColumnType.NUMERIC);
        return numbers ? 0.999 : 0.99;
    }
}
