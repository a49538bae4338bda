package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.reader.Measurements.Measured;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures numeric columns. */
final class NumericMeasurement {

    private static final int BINS = 20;

    /** Mean, deviation, quantiles, histogram. */
    private static final int SHAPE = 4;

    /** Wider tables get no histograms, and quantiles only where there are few cells: they take longest. */
    private static final int MOST_COLUMNS_SHAPED = 200;

    private static final long MOST_CELLS_SORTED = 5_000_000;

    /** Of longer tables the quantiles are those of so many evenly spread rows at least. */
    private static final long MOST_ROWS_SORTED = 200_000;

    /** Beyond this the square of a value is no double any more. */
    private static final double LARGEST_SQUARED = 1e150;

    private static final String QUANTILES = "quantile_cont(%1$s, [0.25, 0.5, 0.75])";

    private static final String UNSORTED =
            "avg(%1$s) FILTER (abs(%1$s) < 1e150), stddev_samp(%1$s) FILTER (abs(%1$s) < 1e150), NULL, NULL";

    private static final String SORTED = UNSORTED.replace("NULL, NULL", QUANTILES + ", NULL");

    private NumericMeasurement() {}

    static List<Measured> of(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        Object[] ranges = typed.ask(block, "count(%1$s), count(DISTINCT %1$s), min(%1$s), max(%1$s)", rows);
        Object[] shapes = typed.columns().size() > MOST_COLUMNS_SHAPED
                ? typed.ask(block, rows * block.size() <= MOST_CELLS_SORTED ? SORTED : UNSORTED, rows)
                : shapes(typed, block, ranges, rows);
        List<Measured> measured = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            Object[] range = Arrays.copyOfRange(ranges, 4 * i, 4 * i + 4);
            Object[] shape = Arrays.copyOfRange(shapes, SHAPE * i, SHAPE * i + SHAPE);
            measured.add(measured(block.get(i), range, shape, rows));
        }
        return measured;
    }

    /** Mean, deviation, quantiles and histogram of each. */
    private static Object[] shapes(TypedRows typed, List<TypedColumn> block, Object[] ranges, long rows)
            throws SQLException {
        List<Object> shapes = new ArrayList<>();
        for (int from = 0; from < block.size(); from += EachColumn.AT_ONCE) {
            int to = Math.min(block.size(), from + EachColumn.AT_ONCE);
            List<TypedColumn> some = block.subList(from, to);
            Object[] found = typed.rows(shapes(some, Arrays.copyOfRange(ranges, 4 * from, 4 * to), rows), some, "")
                    .get(0);
            if (rows > MOST_ROWS_SORTED) {
                Object[] quantiles = spreadQuantiles(typed, some, rows);
                for (int i = 0; i < some.size(); i++) {
                    found[SHAPE * i + 2] = quantiles[i];
                }
            }
            Collections.addAll(shapes, found);
        }
        return shapes.toArray();
    }

    /** Every n-th row stands for all of them. */
    private static Object[] spreadQuantiles(TypedRows typed, List<TypedColumn> block, long rows) throws SQLException {
        String quantiles =
                block.stream().map(column -> QUANTILES.formatted(column.cell())).collect(Collectors.joining(", "));
        return typed.database()
                .row("SELECT %s FROM (SELECT *, row_number() OVER () AS n FROM %s) WHERE n %% %d = 0"
                        .formatted(quantiles, typed.with(block), rows / MOST_ROWS_SORTED));
    }

    private static String shapes(List<TypedColumn> block, Object[] ranges, long rows) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            String cell = block.get(i).cell();
            Double min = (Double) ranges[4 * i + 2];
            Double max = (Double) ranges[4 * i + 3];
            boolean moderate = min != null && max != null && isModerate(min, max);
            numbers.add(moderate ? "avg(%1$s), stddev_samp(%1$s)".formatted(cell) : "NULL, NULL");
            numbers.add(rows <= MOST_ROWS_SORTED ? QUANTILES.formatted(cell) : "NULL");
            numbers.add(moderate ? "histogram(%s)".formatted(bin(cell, min, max)) : "NULL");
        }
        return String.join(", ", numbers);
    }

    /** Whether the squares of the values are numbers as well. */
    private static boolean isModerate(double min, double max) {
        return Math.max(Math.abs(min), Math.abs(max)) < LARGEST_SQUARED;
    }

    /** The bin of a value, from 0; that of the greatest is one too high. */
    private static String bin(String cell, double min, double max) {
        return "CAST(floor((%s - (%s)) / %s * %d) AS INTEGER)"
                .formatted(cell, sql(min), sql(min == max ? 1 : max - min), BINS);
    }

    /** A literal that DuckDB reads as a double and not as a decimal. */
    private static String sql(double value) {
        return "CAST('%s' AS DOUBLE)".formatted(value);
    }

    private static Measured measured(TypedColumn column, Object[] range, Object[] shape, long rows)
            throws SQLException {
        Double min = (Double) range[2];
        Double max = (Double) range[3];
        boolean moderate = min != null && max != null && isModerate(min, max);
        Column measured = new Column(
                column.name(),
                ColumnType.NUMERIC,
                rows - Votes.count(range[0]),
                Votes.count(range[1]),
                min,
                max,
                moderate ? (Double) shape[0] : null,
                moderate ? (Double) shape[1] : null,
                null,
                null);
        Profile.ColumnProfile profile = new Profile.ColumnProfile(
                column.name(),
                quantiles((Array) shape[2]),
                min == null || max == null ? null : histogram((Map<?, ?>) shape[3], min, max),
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
                .mapToObj(i -> count(bins, i) + (i == BINS - 1 ? count(bins, BINS) : 0))
                .toList();
        return new Profile.Histogram(edges, counts);
    }

    private static long count(Map<?, ?> bins, int bin) {
        return bins.containsKey(bin) ? Votes.count(bins.get(bin)) : 0;
    }
}
