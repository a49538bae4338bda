package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.ColumnType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How closely the columns of a sample go together; see {@link Profile.Associations}. */
final class Association {

    private static final int MOST_COLUMNS = 100;
    private static final int MOST_CATEGORIES = 50;
    private static final long SAMPLE = 20_000;

    private Association() {}

    static Profile.@Nullable Associations between(TypedRows typed, List<Column> columns, long rows)
            throws SQLException {
        List<Column> comparable =
                columns.stream().filter(Association::isComparable).toList();
        if (comparable.size() < 2 || comparable.size() > MOST_COLUMNS) {
            return null;
        }
        List<TypedColumn> cells = IntStream.range(0, columns.size())
                .filter(i -> isComparable(columns.get(i)))
                .mapToObj(typed.columns()::get)
                .toList();
        double[][] sample = sample(typed, cells, comparable, rows);
        return new Profile.Associations(
                sample[0].length,
                comparable.stream().map(Column::name).toList(),
                IntStream.range(0, sample.length)
                        .mapToObj(i -> row(sample, comparable, i))
                        .toList());
    }

    private static boolean isComparable(Column column) {
        return column.type() == ColumnType.NUMERIC
                || (column.type().isCategorical() && column.distinct() <= MOST_CATEGORIES);
    }

    /** Every n-th row, column by column: numbers, or the places of categories; NaN is missing. */
    private static double[][] sample(TypedRows typed, List<TypedColumn> cells, List<Column> columns, long rows)
            throws SQLException {
        long every = (rows + SAMPLE - 1) / SAMPLE;
        String values = cells.stream().map(TypedColumn::cell).collect(Collectors.joining(", "));
        List<Object[]> found = typed.database()
                .rows("SELECT %s FROM (SELECT *, row_number() OVER () AS n FROM %s) WHERE n %% %d = 0"
                        .formatted(values, typed.with(cells), every));
        double[][] sample = new double[cells.size()][found.size()];
        for (int i = 0; i < cells.size(); i++) {
            for (int row = 0; row < found.size(); row++) {
                sample[i][row] = number(found.get(row)[i], columns.get(i).categories());
            }
        }
        return sample;
    }

    private static double number(@Nullable Object value, @Nullable List<String> categories) {
        if (value == null) {
            return Double.NaN;
        }
        return value instanceof Number number
                ? number.doubleValue()
                : categories == null ? Double.NaN : categories.indexOf((String) value);
    }

    private static List<@Nullable Double> row(double[][] sample, List<Column> columns, int i) {
        List<@Nullable Double> row = new ArrayList<>();
        for (int j = 0; j < sample.length; j++) {
            row.add(finite(between(sample[i], columns.get(i), sample[j], columns.get(j))));
        }
        return row;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static double between(double[] a, Column columnA, double[] b, Column columnB) {
        boolean numericA = columnA.type() == ColumnType.NUMERIC;
        boolean numericB = columnB.type() == ColumnType.NUMERIC;
        if (numericA && numericB) {
            return pearson(a, b);
        }
        if (numericA) {
            return correlationRatio(b, (int) columnB.distinct(), a);
        }
        return numericB
                ? correlationRatio(a, (int) columnA.distinct(), b)
                : mutualInformation(a, (int) columnA.distinct(), b, (int) columnB.distinct());
    }

    /** What one category tells of the other: I(a, b) / √(H(a) H(b)), 0 to 1. */
    static double mutualInformation(double[] a, int categoriesA, double[] b, int categoriesB) {
        double[][] counts = new double[categoriesA][categoriesB];
        double[] countsA = new double[categoriesA];
        double[] countsB = new double[categoriesB];
        double n = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i] + b[i])) {
                counts[(int) a[i]][(int) b[i]]++;
                countsA[(int) a[i]]++;
                countsB[(int) b[i]]++;
                n++;
            }
        }
        double both = 0;
        for (double[] row : counts) {
            both += entropy(row, n);
        }
        double entropyA = entropy(countsA, n);
        double entropyB = entropy(countsB, n);
        return Math.max(0, Math.min(1, (entropyA + entropyB - both) / Math.sqrt(entropyA * entropyB)));
    }

    private static double entropy(double[] counts, double n) {
        double entropy = 0;
        for (double count : counts) {
            entropy -= count == 0 ? 0 : count / n * Math.log(count / n);
        }
        return entropy;
    }

    /** Over the rows in which both are present; the means are taken first, for precision. */
    static double pearson(double[] a, double[] b) {
        double n = 0;
        double sumA = 0;
        double sumB = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i] + b[i])) {
                n++;
                sumA += a[i];
                sumB += b[i];
            }
        }
        double meanA = sumA / n;
        double meanB = sumB / n;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isNaN(a[i] + b[i])) {
                double da = a[i] - meanA;
                double db = b[i] - meanB;
                aa += da * da;
                bb += db * db;
                ab += da * db;
            }
        }
        return Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
    }

    /** The square root of the share of the variance that lies between the categories. */
    static double correlationRatio(double[] category, int categories, double[] value) {
        double[] sums = new double[categories];
        double[] counts = new double[categories];
        double n = 0;
        double total = 0;
        for (int i = 0; i < value.length; i++) {
            if (!Double.isNaN(category[i] + value[i])) {
                sums[(int) category[i]] += value[i];
                counts[(int) category[i]]++;
                total += value[i];
                n++;
            }
        }
        double mean = total / n;
        double between = 0;
        for (int c = 0; c < categories; c++) {
            between += counts[c] == 0 ? 0 : counts[c] * Math.pow(sums[c] / counts[c] - mean, 2);
        }
        double all = 0;
        for (int i = 0; i < value.length; i++) {
            all += Double.isNaN(category[i] + value[i]) ? 0 : Math.pow(value[i] - mean, 2);
        }
        return Math.min(1, Math.sqrt(between / all));
    }
}
