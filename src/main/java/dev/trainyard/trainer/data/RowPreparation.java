package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Expression;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.engine.EncodedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a table whose rows are the examples: turns a job's Parquet files into mapped float matrices: split by the seed, encoders fitted on the training rows only.
 * Doing it again gives the same bytes.
 */
final class RowPreparation {

    private static final int EXAMPLES = 16;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final List<String> notes = new ArrayList<>();

    RowPreparation(ResolvedJob job, JobFolder folder) {
        this.job = job;
        this.folder = folder;
    }

    /**
     * Prepares.
     *
     * @throws JobFailed {@code data_invalid} or {@code label_out_of_range}
     */
    Prepared prepare() throws IOException, SQLException {
        Files.createDirectories(folder.work());
        try (TypedRows rows = TypedRows.open(folder.trainRows())) {
            RowSplit split = split(rows);
            FeatureEncoder encoder = fitFeatures(rows, split.train());
            TargetCodec codec = fitTarget(rows, split.train());
            RowEncoding encoding = new RowEncoding(encoder, codec);
            PartWriter writer = new PartWriter(folder.work(), encoding, encoder.width(), codec.width());
            Map<String, Part> parts = new LinkedHashMap<>(writer.write(rows, columns(), features(), byName(split)));
            if (job.validationDataset() != null) {
                parts.putAll(separate(writer, "validation", folder.validationRows()));
            }
            if (job.testDataset() != null) {
                parts.putAll(separate(writer, "test", folder.testRows()));
            }
            return prepared(encoder, codec, encoding, parts);
        }
    }

    private Prepared prepared(FeatureEncoder encoder, TargetCodec codec, RowEncoding encoding, Map<String, Part> parts)
            throws IOException, SQLException {
        Part train = Objects.requireNonNull(parts.get("train"));
        Part validation = Objects.requireNonNull(parts.get("validation"));
        Part test = Objects.requireNonNull(parts.get("test"));
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(encoder.width(), codec.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        List<@Nullable Object[]> examples = examples(train);
        float[] encoded = new float[examples.size() * encoder.width()];
        float[] row = new float[encoder.width()];
        for (int i = 0; i < examples.size(); i++) {
            encoding.features(examples.get(i), row);
            System.arraycopy(row, 0, encoded, i * row.length, row.length);
        }
        return new Prepared(
                encoder,
                codec,
                train,
                validation,
                test,
                digest,
                notes,
                named(examples),
                new EncodedRows(examples.size(), encoded));
    }

    private RowSplit split(TypedRows rows) throws SQLException {
        int[] present = presentTargets(rows, "the data set");
        if (present.length == 0) {
            throw new JobFailed(
                    "data_invalid",
                    "no row has a value for %s".formatted(names(job.target())),
                    "choose another target, or fill its cells in");
        }
        RowSplit split =
                RowSplit.draw(groups(rows, present), job.split(), job.training().seed());
        if (split.train().length == 0) {
            throw new JobFailed(
                    "data_invalid",
                    "of %d rows none is left to train on".formatted(present.length),
                    "make split.validation and split.test smaller");
        }
        return split;
    }

    /** The rows that can be trained on; how many cannot is noted. */
    private int[] presentTargets(TypedRows rows, String where) throws SQLException {
        IntStream.Builder present = IntStream.builder();
        rows.forEach(job.target(), (row, cells) -> {
            if (Arrays.stream(cells).allMatch(cell -> cell != null)) {
                present.add(row);
            }
        });
        int[] numbers = present.build().toArray();
        int missing = rows.count() - numbers.length;
        if (missing > 0) {
            notes.add("left out %d of %d rows of %s, which have no %s"
                    .formatted(missing, rows.count(), where, names(job.target())));
        }
        return numbers;
    }

    private List<int[]> groups(TypedRows rows, int[] present) throws SQLException {
        if (!(job.output().isOneClass() && job.split().stratify())) {
            return List.of(present);
        }
        Map<String, IntStream.Builder> classes = new TreeMap<>();
        rows.forEach(job.target(), (row, cells) -> {
            if (cells[0] != null) {
                classes.computeIfAbsent(String.valueOf(cells[0]), label -> IntStream.builder())
                        .add(row);
            }
        });
        return classes.values().stream()
                .map(builder -> builder.build().toArray())
                .toList();
    }

    private FeatureEncoder fitFeatures(TypedRows rows, int[] train) throws SQLException {
        List<ColumnEncoder> columns = new ArrayList<>();
        for (ColumnSchema column : job.features()) {
            columns.add(
                    column.type() == ColumnType.NUMERIC
                            ? fitNumber(rows, column, train)
                            : new ColumnEncoder.OneHot(column.name(), column.categories()));
        }
        FeatureEncoder encoder = new FeatureEncoder(columns, fitDerived(rows, train));
        if (encoder.width() != job.input().last()) {
            throw new JobFailed(
                    "shape_mismatch",
                    "the features encode to %d numbers, and the network was planned for %s"
                            .formatted(encoder.width(), job.input()),
                    "submit the job again, so that it is planned against the data set as it is now");
        }
        return encoder;
    }

    private List<FeatureEncoder.Derived> fitDerived(TypedRows rows, int[] train) throws SQLException {
        List<FeatureEncoder.Derived> derived = new ArrayList<>();
        for (Expression expression : job.preprocessing().derived()) {
            List<ColumnSchema> read = job.features().stream()
                    .filter(column -> expression.columns().contains(column.name()))
                    .toList();
            List<String> names = read.stream().map(ColumnSchema::name).toList();
            double[] values = new double[rows.count()];
            rows.forEach(read, (row, cells) -> values[row] = expression.value(
                    name -> cells[names.indexOf(name)] instanceof Double number ? number : Double.NaN));
            derived.add(new FeatureEncoder.Derived(expression, fit(expression.text(), values, train)));
        }
        return derived;
    }

    private TargetCodec fitTarget(TypedRows rows, int[] train) throws SQLException {
        if (job.output().isMultiLabel()) {
            return new TargetCodec.Labels(job.target().stream()
                    .map(label -> new TargetCodec.Classes(label.name(), label.categories(), 1))
                    .toList());
        }
        if (job.output().isClassification()) {
            ColumnSchema target = job.target().get(0);
            int units = job.layers().get(job.layers().size() - 1).outputShape().last();
            return new TargetCodec.Classes(target.name(), target.categories(), units);
        }
        List<ColumnEncoder.Numeric> columns = new ArrayList<>();
        for (ColumnSchema column : job.target()) {
            columns.add(fitNumber(rows, column, train));
        }
        return new TargetCodec.Values(columns);
    }

    private ColumnEncoder.Numeric fitNumber(TypedRows rows, ColumnSchema column, int[] train) throws SQLException {
        double[] cells = new double[rows.count()];
        rows.forEach(
                List.of(column), (row, cell) -> cells[row] = cell[0] instanceof Double number ? number : Double.NaN);
        return fit(column.name(), cells, train);
    }

    private ColumnEncoder.Numeric fit(String name, double[] cells, int[] train) {
        double[] fitted = Arrays.stream(train).mapToDouble(row -> cells[row]).toArray();
        return new NumberFit(job.preprocessing()).fit(name, fitted);
    }

    private static Map<String, int[]> byName(RowSplit split) {
        Map<String, int[]> parts = new LinkedHashMap<>();
        parts.put("train", split.train());
        parts.put("validation", split.validation());
        parts.put("test", split.test());
        return parts;
    }

    private Map<String, Part> separate(PartWriter writer, String part, Path file) throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            int[] present = presentTargets(rows, "the %s data set".formatted(part));
            return writer.write(rows, columns(), features(), Map.of(part, present));
        }
    }

    private List<@Nullable Object[]> examples(Part train) throws SQLException {
        try (TypedRows rows = TypedRows.open(folder.trainRows())) {
            int incomplete = rows.firstWithMissing(job.features());
            int[] numbers = train.numbers();
            Stream<Integer> first = Arrays.stream(numbers).limit(EXAMPLES - 1).boxed();
            Stream<Integer> all = incomplete < 0 ? first : Stream.concat(first, Stream.of(incomplete));
            return rows.rows(all.distinct().toList(), job.features());
        }
    }

    private List<Object> named(List<@Nullable Object[]> rows) {
        List<Object> named = new ArrayList<>();
        for (@Nullable Object[] cells : rows) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.length; i++) {
                row.put(job.features().get(i).name(), cells[i]);
            }
            named.add(row);
        }
        return named;
    }

    private List<ColumnSchema> columns() {
        return Stream.concat(job.features().stream(), job.target().stream()).toList();
    }

    private int features() {
        return job.features().size();
    }

    private static String names(List<ColumnSchema> columns) {
        return String.join(", ", columns.stream().map(ColumnSchema::name).toList());
    }
}
