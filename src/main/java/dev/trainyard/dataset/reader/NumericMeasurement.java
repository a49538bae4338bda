package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.reader.Measurements.Measured;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures numeric columns. */
final class NumericMeasurement {

    private static final int BINS = 20;

    /** Wider tables get no quantiles and histograms: they take longest. */
    private static final int MOST_COLUMNS_SHAPED = 200;

    /** Of longer tables the quantiles are those of so many evenly spread rows at least. */
    private static final long MOST_ROWS_SORTED = 200_000;

    /** Beyond this the square of a value is no double any more. */
    private static final double LARGEST_SQUARED = 1e150;

    private static final String QUANTILES = "quantile_cont(%1$s, [0.25, 0.5, 0.75])";

    private NumericMeasurement() {}

    static List<Measured> of(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        Object[] ranges = typed.ask(block, "count(%1$s), count(DISTINCT %1$s), min(%1$s), max(%1$s)");
        Object[] shapes = typed.rows(shapes(block, ranges, rows, typed.columns().size()), block, "")
                .get(0);
        if (rows > MOST_ROWS_SORTED && typed.columns().size() <= MOST_COLUMNS_SHAPED) {
            Object[] quantiles = spreadQuantiles(typed, block, rows);
            for (int i = 0; i < block.size(); i++) {
                shapes[4 * i + 2] = quantiles[i];
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            measured.add(measured(block.get(i), ranges, shapes, i, rows));
        }
        return measured;
    }

    /** Every n-th row stands for all of them. */
    private static Object[] spreadQuantiles(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        String quantiles =
                block.stream().map(column -> QUANTILES.formatted(column.cell())).collect(Collectors.joining(", "));
        return typed.database()
                .row("SELECT %s FROM (SELECT *, row_number() OVER () AS n FROM %s) WHERE n %% %d = 0"
                        .formatted(quantiles, typed.with(block), rows / MOST_ROWS_SORTED));
    }

    private static String shapes(List<TypedColumn> block, Object[] ranges, long rows, int columns) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            String cell = block.get(i).cell();
            Double min = (Double) ranges[4 * i + 2];
            Double max = (Double) ranges[4 * i + 3];
            boolean moderate = min != null && max != null && Math.max(Math.abs(min), Math.abs(max)) < LARGEST_SQUARED;
            numbers.add(moderate ? "avg(%1$s), stddev_samp(%1$s)".formatted(cell) : "NULL, NULL");
            numbers.add(
                    columns > MOST_COLUMNS_SHAPED
                            ? "NULL"
                            : rows <= MOST_ROWS_SORTED ? QUANTILES.formatted(cell) : "NULL");
            numbers.add(
                    moderate && columns <= MOST_COLUMNS_SHAPED
                            ? "histogram(CASE WHEN %1$s IS NOT NULL THEN %2$s END)".formatted(cell, bin(cell, min, max))
                            : "NULL");
        }
        return String.join(", ", numbers);
    }

    private static String bin(String cell, double min, double max) {
        return min == max
                ? "0"
                : "least(%d, CAST(floor((%s - (%s)) / %s * %d) AS INTEGER))"
                        .formatted(BINS - 1, cell, sql(min), sql(max - min), BINS);
    }

    /** A literal that DuckDB reads as a double and not as a decimal. */
    private static String sql(double value) {
        return "CAST('%s' AS DOUBLE)".formatted(value);
    }

    private static Measured measured(TypedColumn column, Object[] ranges, Object[] shapes, int i, long rows)
            throws SQLException {
        Double min = (Double) ranges[4 * i + 2];
        Double max = (Double) ranges[4 * i + 3];
        Column measured = new Column(
                column.name(),
                ColumnType.NUMERIC,
                rows - Votes.count(ranges[4 * i]),
                Votes.count(ranges[4 * i + 1]),
                min,
                max,
                (Double) shapes[4 * i],
                (Double) shapes[4 * i + 1],
                null,
                null);
        Profile.ColumnProfile profile = new Profile.ColumnProfile(
                column.name(),
                quantiles((Array) shapes[4 * i + 2]),
                min == null || max == null ? null : histogram((Map<?, ?>) shapes[4 * i + 3], min, max),
                null,
                null,
                null);
        return new Measured(column.index(), measured, profile);
    }

    private static Profile.@Nullable Quantiles quantiles(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        Object[] values = (Object[]) array.getArray();
        return new Profile.Quantiles(number(values[0]), number(values[1]), number(values[2]));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Profile.@Nullable Histogram histogram(@Nullable Map<?, ?> bins, double min, double max) {
        if (bins == null) {
            return null;
        }
        if (min == max) {
            return new Profile.Histogram(
                    List.of(min, max),
                    List.of(bins.values().stream().mapToLong(Votes::count).sum()));
        }
        List<Double> edges = IntStream.rangeClosed(0, BINS)
                .mapToObj(i -> i == BINS ? max : min + (max - min) * i / BINS)
                .toList();
        List<Long> counts = IntStream.range(0, BINS)
                .mapToObj(i -> bins.containsKey(i) ? Votes.count(bins.get(i)) : 0L)
                .toList();
        return new Profile.Histogram(edges, counts);
    }
}
