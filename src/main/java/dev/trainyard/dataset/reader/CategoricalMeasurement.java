package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.reader.Measurements.Measured;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the categories of categorical and boolean columns. */
final class CategoricalMeasurement {

    private static final int MOST_CATEGORIES = 10_000;
    private static final int TOP = 10;

    private CategoricalMeasurement() {}

    static List<Measured> of(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        refuseTooMany(typed, block, rows);
        Object[] histograms = typed.ask(block, "histogram(%1$s)", rows);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            measured.add(measured(block.get(i), values((Map<?, ?>) histograms[i]), rows));
        }
        return measured;
    }

    /** Only a caller's own word makes a column with that many categories categorical. */
    private static void refuseTooMany(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        Object[] distinct = typed.ask(block, "approx_count_distinct(%1$s)", rows);
        for (int i = 0; i < block.size(); i++) {
            if (Votes.count(distinct[i]) > MOST_CATEGORIES) {
                throw new Unreadable(
                        "too_many_categories",
                        "column '%s' is to be categorical and has about %,d different values; at most %,d are possible"
                                .formatted(block.get(i).name(), Votes.count(distinct[i]), MOST_CATEGORIES));
            }
        }
    }

    private static List<Profile.Value> values(@Nullable Map<?, ?> histogram) {
        List<Profile.Value> values = new ArrayList<>();
        if (histogram != null) {
            histogram.forEach((value, count) -> values.add(new Profile.Value((String) value, Votes.count(count))));
        }
        return values;
    }

    private static Measured measured(TypedColumn column, List<Profile.Value> values, long rows) {
        boolean numbers = values.stream().allMatch(value -> Cells.isNumber(value.value()));
        Comparator<Profile.Value> byName = Comparator.comparing(Profile.Value::value);
        values.sort(
                numbers
                        ? Comparator.comparingDouble((Profile.Value value) -> Double.parseDouble(value.value()))
                                .thenComparing(byName)
                        : byName);
        long present = values.stream().mapToLong(Profile.Value::count).sum();
        Column counted = new Column(
                column.name(),
                column.type(),
                rows - present,
                values.size(),
                null,
                null,
                null,
                null,
                values.stream().map(Profile.Value::value).toList(),
                values.stream().map(Profile.Value::count).toList());
        return new Measured(column.index(), counted, profile(column, values));
    }

    private static Profile.ColumnProfile profile(TypedColumn column, List<Profile.Value> values) {
        List<Profile.Value> top = values.stream()
                .sorted(Comparator.comparingLong(Profile.Value::count).reversed())
                .limit(TOP)
                .toList();
        return new Profile.ColumnProfile(column.name(), null, null, top, null, null);
    }
}
