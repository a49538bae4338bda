package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Expression;
import dev.trainyard.plan.Preprocessing;
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
    private final TargetRows targets;
    private final List<ColumnProfile> profile = new ArrayList<>();

    RowPreparation(ResolvedJob job, JobFolder folder) {
        this.job = job;
        this.folder = folder;
        this.targets = new TargetRows(job, notes);
    }

    /**
     * Prepares.
     *
     * @throws JobFailed {@code data_invalid} or {@code label_out_of_range}
     */
    Prepared prepare() throws IOException, SQLException {
        Files.createDirectories(folder.work());
        try (TypedRows rows = TypedRows.open(folder.trainRows())) {
            RowSplit split = targets.split(rows);
            FeatureEncoder encoder = fitFeatures(rows, split.train());
            TargetCodec codec =
                    job.output().rebuilds() ? new TargetCodec.Example(encoder) : targets.fit(rows, split.train());
            RowEncoding encoding = new RowEncoding(encoder, codec);
            PartWriter writer = new PartWriter(
                            folder.work(),
                            encoding,
                            encoder.width(),
                            job.output().rebuilds() ? 0 : codec.width())
                    .leavingOut(job.preprocessing().leavesBadRowsOut(), notes);
            Map<String, Part> parts = new LinkedHashMap<>(writer.write(rows, columns(), features(), split.byName()));
            if (job.validationDataset() != null) {
                parts.putAll(separate(writer, "validation", folder.validationRows()));
            }
            if (job.testDataset() != null) {
                parts.putAll(separate(writer, "test", folder.testRows()));
            }
            return prepared(encoder, codec, encoding, parts, rows);
        }
    }

    private Prepared prepared(
            FeatureEncoder encoder, TargetCodec codec, RowEncoding encoding, Map<String, Part> parts, TypedRows rows)
            throws IOException, SQLException {
        Part train = Objects.requireNonNull(parts.get("train"));
        Part validation = Objects.requireNonNull(parts.get("validation"));
        Part test = Objects.requireNonNull(parts.get("test"));
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(encoder.width(), codec.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        List<@Nullable Object[]> examples = examples(train, rows);
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
                new EncodedRows(examples.size(), encoded),
                profile);
    }

    private FeatureEncoder fitFeatures(TypedRows rows, int[] train) throws SQLException {
        List<ColumnEncoder> columns = new ArrayList<>();
        for (ColumnSchema column : job.features()) {
            columns.add(
                    column.type() == ColumnType.NUMERIC || column.type() == ColumnType.DATETIME
                            ? Numbers.encoder(fitNumber(rows, column, train), column)
                            : fitCategories(rows, column, train));
        }
        profile.addAll(
                Profiles.ofCategories(rows::forEach, job.features(), row -> Arrays.binarySearch(train, row) >= 0));
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

    private ColumnEncoder.Numeric fitNumber(TypedRows rows, ColumnSchema column, int[] train) throws SQLException {
        double[] cells = targets.numbers(rows, column, train);
        profile.add(Profiles.ofNumbers(column.name(), cells));
        return new NumberFit(job.preprocessing()).fit(column.name(), cells);
    }

    private List<FeatureEncoder.Derived> fitDerived(TypedRows rows, int[] train) throws SQLException {
        List<FeatureEncoder.Derived> derived = new ArrayList<>();
        for (Expression expression : job.preprocessing().derived()) {
            List<ColumnSchema> read = job.features().stream()
                    .filter(column -> expression.columns().contains(column.name()))
                    .toList();
            List<String> names = read.stream().map(ColumnSchema::name).toList();
            double[] values = new double[rows.count()];
            rows.forEach(
                    read,
                    (row, cells) -> values[row] = expression.value(
                            name -> cells[names.indexOf(name)] instanceof Double number ? number : Double.NaN));
            derived.add(new FeatureEncoder.Derived(expression, targets.fit(expression.text(), values, train)));
        }
        return derived;
    }

    private ColumnEncoder fitCategories(TypedRows rows, ColumnSchema column, int[] train) throws SQLException {
        boolean binary = job.preprocessing().categorical() == Preprocessing.Categorical.BINARY
                && column.categories().size() == 2;
        return binary
                ? new CategoryFit(job.preprocessing()).fit(rows, column, train)
                : new ColumnEncoder.OneHot(column.name(), column.categories());
    }

    private Map<String, Part> separate(PartWriter writer, String part, Path file) throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            int[] present = targets.present(rows, "the %s data set".formatted(part));
            return writer.write(rows, columns(), features(), Map.of(part, present));
        }
    }

    private List<@Nullable Object[]> examples(Part train, TypedRows rows) throws SQLException {
        int incomplete = rows.firstWithMissing(job.features());
        int[] numbers = train.numbers();
        Stream<Integer> first = Arrays.stream(numbers).limit(EXAMPLES - 1).boxed();
        Stream<Integer> all = incomplete < 0 ? first : Stream.concat(first, Stream.of(incomplete));
        return rows.rows(all.distinct().toList(), job.features());
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
}
