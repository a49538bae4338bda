package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.dataset.ColumnSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Writes down what training rows have in their columns, and holds other rows against it. */
public final class Profiles {

    private static final int BINS = 10;
    private static final int MOST_SORTED = 200_000;
    private static final int MOST_CATEGORIES = 200;

    private Profiles() {}

    /** Of numbers, NaN being missing ones: bins that hold about as many training rows each. */
    static ColumnProfile ofNumbers(String column, double[] cells) {
        double[] present = present(cells);
        double[] sorted = some(present);
        Arrays.sort(sorted);
        TreeSet<Double> edges = new TreeSet<>();
        for (int bin = 1; bin < BINS && sorted.length > 0; bin++) {
            edges.add(sorted[Math.max(0, (int) ((long) sorted.length * bin / BINS) - 1)]);
        }
        Double min = present.length == 0 ? null : Arrays.stream(present).min().orElseThrow();
        Double max = present.length == 0 ? null : Arrays.stream(present).max().orElseThrow();
        if (max != null) {
            edges.remove(max);
        }
        return counted(column, cells.length, present, min, max, List.copyOf(edges));
    }

    /** A column that lacks nothing is not copied: it may be as long as the data set. */
    private static double[] present(double[] cells) {
        boolean lacks = Arrays.stream(cells).anyMatch(Double::isNaN);
        return lacks ? Arrays.stream(cells).filter(cell -> !Double.isNaN(cell)).toArray() : cells;
    }

    /** Of numbers none of which is missing, in bins that are known beforehand. */
    static ColumnProfile ofNumbers(String column, double[] numbers, List<Double> edges) {
        Double min = numbers.length == 0 ? null : Arrays.stream(numbers).min().orElseThrow();
        Double max = numbers.length == 0 ? null : Arrays.stream(numbers).max().orElseThrow();
        return counted(column, numbers.length, numbers, min, max, edges);
    }

    /** How far numbers, none of which is missing, are from those of a profile. */
    static ColumnDrift drift(ColumnProfile training, double[] numbers) {
        long[] counts = new long[training.counts().size()];
        long outside = 0;
        for (double number : numbers) {
            counts[training.bin(number)]++;
            outside += isInside(training, number) ? 0 : 1;
        }
        return ColumnDrift.of(training, list(counts), 0, numbers.length, outside);
    }

    private static boolean isInside(ColumnProfile training, double number) {
        return training.min() != null && training.max() != null && number >= training.min() && number <= training.max();
    }

    /** As many as are sorted in no time, evenly. */
    private static double[] some(double[] numbers) {
        int step = numbers.length / MOST_SORTED + 1;
        double[] some = new double[(numbers.length + step - 1) / step];
        Arrays.setAll(some, i -> numbers[i * step]);
        return some;
    }

    private static ColumnProfile counted(
            String column, int rows, double[] present, @Nullable Double min, @Nullable Double max, List<Double> edges) {
        ColumnProfile empty = new ColumnProfile(column, rows, 0, min, max, edges, null, zeros(edges.size() + 1));
        long[] counts = new long[edges.size() + 1];
        for (double number : present) {
            counts[empty.bin(number)]++;
        }
        return new ColumnProfile(column, rows, rows - present.length, min, max, edges, null, list(counts));
    }

    private static List<Long> zeros(int count) {
        return list(new long[count]);
    }

    private static List<Long> list(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    /** Rows in the order in which they are numbered. */
    interface Source {

        void forEach(List<ColumnSchema> columns, TypedRows.RowReader reader) throws SQLException;
    }

    /** Of the columns of categories among some, in one go. */
    static List<ColumnProfile> ofCategories(Source rows, List<ColumnSchema> columns, IntPredicate training)
            throws SQLException {
        List<ColumnSchema> named = columns.stream().filter(Profiles::isCounted).toList();
        if (named.isEmpty()) {
            return List.of();
        }
        List<ColumnCount> counts = named.stream()
                .map(column -> new ColumnCount(column, empty(column)))
                .toList();
        rows.forEach(named, (row, cells) -> {
            for (int i = 0; i < cells.length && training.test(row); i++) {
                counts.get(i).add(cells[i]);
            }
        });
        return counts.stream().map(ColumnCount::profile).toList();
    }

    private static boolean isCounted(ColumnSchema column) {
        return column.type().isCategorical() && column.categories().size() <= MOST_CATEGORIES;
    }

    private static ColumnProfile empty(ColumnSchema column) {
        List<String> categories = column.categories();
        return new ColumnProfile(column.name(), 0, 0, null, null, null, categories, zeros(categories.size()));
    }

    /** How far the rows of a file are from the training rows, column by column. */
    public static List<ColumnDrift> drift(List<ColumnProfile> training, List<ColumnSchema> columns, Path file)
            throws SQLException {
        List<ColumnCount> counts = new ArrayList<>();
        List<ColumnSchema> read = new ArrayList<>();
        for (ColumnProfile profile : training) {
            named(columns, profile.column()).ifPresent(column -> {
                read.add(column);
                counts.add(new ColumnCount(column, profile));
            });
        }
        if (read.isEmpty()) {
            return List.of();
        }
        try (TypedRows rows = TypedRows.open(file)) {
            rows.forEach(read, (row, cells) -> {
                for (int i = 0; i < cells.length; i++) {
                    counts.get(i).add(cells[i]);
                }
            });
        }
        return counts.stream().map(ColumnCount::drift).toList();
    }

    private static Optional<ColumnSchema> named(List<ColumnSchema> columns, String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** Counts the cells of a column in the bins or categories of a profile. */
    private static final class ColumnCount {

        private final ColumnSchema column;
        private final ColumnProfile profile;
        private final Map<String, Integer> places = new HashMap<>();
        private final long[] counts;
        private long rows;
        private long missing;
        private long outside;

        ColumnCount(ColumnSchema column, ColumnProfile profile) {
            this.column = column;
            this.profile = profile;
            this.counts = new long[profile.counts().size()];
            if (profile.categories() != null) {
                profile.categories().forEach(category -> places.put(category, places.size()));
            }
        }

        void add(@Nullable Object cell) {
            rows++;
            if (profile.categories() != null) {
                addCategory(cell);
            } else {
                addNumber(Numbers.of(cell, column));
            }
        }

        private void addCategory(@Nullable Object cell) {
            int place = cell == null ? -1 : places.getOrDefault(String.valueOf(cell), -1);
            if (place >= 0) {
                counts[place]++;
            } else {
                missing += cell == null ? 1 : 0;
                outside += cell == null ? 0 : 1;
            }
        }

        private void addNumber(double number) {
            if (Double.isNaN(number)) {
                missing++;
                return;
            }
            counts[profile.bin(number)]++;
            outside += isInside(profile, number) ? 0 : 1;
        }

        ColumnProfile profile() {
            return new ColumnProfile(
                    profile.column(), rows, missing, null, null, null, profile.categories(), list(counts));
        }

        ColumnDrift drift() {
            return ColumnDrift.of(profile, list(counts), missing, rows, outside);
        }
    }
}
