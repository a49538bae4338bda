package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.ColumnProfile;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.engine.EncodedRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prepares a table whose rows, in an order, make up sequences: each step is encoded once, and the examples are runs of
 * steps. Encoders are fitted to what the training examples see.
 */
final class SequencePreparation {

    private static final int EXAMPLES = 16;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final Examples.Sequences how;
    private final List<String> notes = new ArrayList<>();
    private final List<ColumnProfile> profile = new ArrayList<>();

    SequencePreparation(ResolvedJob job, JobFolder folder, Examples.Sequences how) {
        this.job = job;
        this.folder = folder;
        this.how = how;
    }

    /** @throws JobFailed {@code data_invalid} or {@code label_out_of_range} */
    Prepared prepare() throws IOException, SQLException {
        Files.createDirectories(folder.work());
        try (TypedRows rows = TypedRows.open(folder.trainRows())) {
            Sequences sequences = sequences(rows, "the data set");
            SequenceParts parts = parts(sequences);
            FeatureEncoder encoder = fitFeatures(rows, seen(parts.train()));
            TargetCodec codec = fitTarget(rows, parts.train());
            RowEncoding encoding = new RowEncoding(encoder, codec.ofOne());
            Encoded encoded = encode(rows, sequences, encoding, "train");
            Map<String, Part> named = new LinkedHashMap<>();
            List<Cut> train = encoded.bad().wholeToTrainOn(parts.train());
            named.put("train", part("train", encoded, train));
            named.put("validation", part("validation", encoded, parts.validation()));
            named.put("test", part("test", encoded, parts.test()));
            if (job.validationDataset() != null) {
                named.put("validation", separate("validation", folder.validationRows(), encoding));
            }
            if (job.testDataset() != null) {
                named.put("test", separate("test", folder.testRows(), encoding));
            }
            return prepared(rows, encoder, codec, named, train).profiled(profile);
        }
    }

    /** The sequences of a file; how many rows belong to none is noted. */
    Sequences sequences(TypedRows rows, String where) throws SQLException {
        Sequences sequences = Sequences.of(rows, how, job.target());
        note(
                sequences.strays(),
                "rows of %s have no %s and were left out"
                        .formatted(where, how.id() == null ? "id" : how.id().name()));
        return sequences;
    }

    /** The examples of each part, of which there are some to train on; how many cannot be used is noted. */
    SequenceParts parts(Sequences sequences) {
        SequenceParts parts = SequenceParts.of(job, how, sequences);
        note(parts.left(), "examples were left out: what they answer is missing");
        checkTrains(parts, sequences);
        return parts;
    }

    List<String> notes() {
        return notes;
    }

    private void note(int count, String what) {
        if (count > 0) {
            notes.add("%d %s".formatted(count, what));
        }
    }

    private void checkTrains(SequenceParts parts, Sequences sequences) {
        if (parts.train().isEmpty()) {
            int longest = sequences.all().stream()
                    .mapToInt(series -> series.to() - series.from())
                    .max()
                    .orElse(0);
            throw new JobFailed(
                    "data_invalid",
                    "no example is left to train on: there are %d sequences, the longest of %d steps, and an example takes %d and %d to forecast"
                            .formatted(
                                    sequences.all().size(), longest, how.forecasts() ? how.window() : 1, how.horizon()),
                    "use a smaller sequence.window, or smaller shares in split");
        }
    }

    /** The rows that go into examples. */
    static BitSet seen(List<Cut> cuts) {
        BitSet rows = new BitSet();
        cuts.forEach(cut -> rows.set(cut.from(), cut.from() + cut.length()));
        return rows;
    }

    private static BitSet answered(List<Cut> cuts) {
        BitSet rows = new BitSet();
        cuts.forEach(cut -> rows.set(cut.target(), cut.target() + cut.answers()));
        return rows;
    }

    private FeatureEncoder fitFeatures(TypedRows rows, BitSet train) throws SQLException {
        List<ColumnEncoder> columns = new ArrayList<>();
        for (ColumnSchema column : job.features()) {
            columns.add(
                    column.type() == ColumnType.NUMERIC || column.type() == ColumnType.DATETIME
                            ? Numbers.encoder(fitProfiled(rows, column, train), column)
                            : new ColumnEncoder.OneHot(column.name(), column.categories()));
        }
        profile.addAll(Profiles.ofCategories(
                (read, reader) -> rows.forEachInOrder(read, Sequences.keys(how), reader), job.features(), train::get));
        return new FeatureEncoder(columns);
    }

    private ColumnEncoder.Numeric fitProfiled(TypedRows rows, ColumnSchema column, BitSet train) throws SQLException {
        double[] cells = numbers(rows, column, train);
        profile.add(Profiles.ofNumbers(column.name(), cells));
        return new NumberFit(job.preprocessing()).fit(column.name(), cells);
    }

    /** Learns from the training examples how their targets are encoded. */
    TargetCodec fitTarget(TypedRows rows, List<Cut> train) throws SQLException {
        BitSet answered = answered(train);
        TargetCodec each = new TargetFit(job, column -> fitNumber(rows, column, answered)).fit();
        if (how.answers() == 0) {
            return each;
        }
        boolean asInput = !how.forecasts() && how.mode() == Sequence.Mode.MANY_TO_MANY;
        return new TargetCodec.Steps(each, how.answers(), how.answersFlat(), asInput);
    }

    private ColumnEncoder.Numeric fitNumber(TypedRows rows, ColumnSchema column, BitSet train) throws SQLException {
        return new NumberFit(job.preprocessing()).fit(column.name(), numbers(rows, column, train));
    }

    private double[] numbers(TypedRows rows, ColumnSchema column, BitSet train) throws SQLException {
        double[] cells = new double[rows.count()];
        rows.forEachInOrder(
                List.of(column), Sequences.keys(how), (row, cell) -> cells[row] = Numbers.of(cell[0], column));
        return train.stream().mapToDouble(row -> cells[row]).toArray();
    }

    /**
     * Every step of a file, encoded.
     *
     * @param inOrder which row of the file each step is
     * @param bad those that could not be
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Encoded(FloatMatrix features, FloatMatrix targets, int[] inOrder, BadSteps bad) {}

    private Encoded encode(TypedRows rows, Sequences sequences, RowEncoding encoding, String name)
            throws IOException, SQLException {
        float[] input = new float[encoding.inputs()];
        float[] target = new float[encoding.outputs()];
        BadSteps bad = new BadSteps();
        try (MatrixWriter features = new MatrixWriter(folder.work().resolve(name + "-features.f32"), input.length);
                MatrixWriter targets = new MatrixWriter(folder.work().resolve(name + "-targets.f32"), target.length)) {
            rows.forEachInOrder(columns(), Sequences.keys(how), (row, cells) -> {
                if (row < sequences.rows()) {
                    Arrays.fill(target, 0f);
                    try {
                        encoding.features(cells, input);
                        if (sequences.answered().get(row)) {
                            encoding.targets(cells, job.features().size(), target);
                        }
                    } catch (JobFailed e) {
                        bad.add(row, e);
                    }
                    features.write(input);
                    targets.write(target);
                }
            });
            int[] inOrder = rows.numbersInOrder(Sequences.keys(how));
            bad.judge(name, inOrder, job.preprocessing().leavesBadRowsOut(), notes);
            return new Encoded(features.map(), targets.map(), inOrder, bad);
        }
    }

    private List<ColumnSchema> columns() {
        return Stream.concat(job.features().stream(), job.target().stream()).toList();
    }

    private Part part(String name, Encoded encoded, List<Cut> all) {
        List<Cut> cuts = encoded.bad().whole(all);
        boolean oneIn = how.mode() == Sequence.Mode.ONE_TO_MANY;
        StepRows features = new StepRows(
                encoded.features(),
                cuts.stream().mapToInt(Cut::from).toArray(),
                cuts.stream().mapToInt(Cut::length).toArray(),
                oneIn ? 1 : how.window());
        return new Part(name, numbers(cuts, encoded.inOrder()), features, targets(encoded.targets(), cuts));
    }

    /** An example is known by the row that is answered, the first of several. */
    static int[] numbers(List<Cut> cuts, int[] inOrder) {
        return cuts.stream().mapToInt(cut -> inOrder[cut.target()]).toArray();
    }

    /** What examples answer, of the targets of all steps. */
    StepRows targets(FloatMatrix all, List<Cut> cuts) {
        return new StepRows(
                all,
                cuts.stream().mapToInt(Cut::target).toArray(),
                cuts.stream().mapToInt(Cut::answers).toArray(),
                Math.max(1, how.answers()));
    }

    private Part separate(String name, Path file, RowEncoding encoding) throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            Sequences sequences = sequences(rows, "the %s data set".formatted(name));
            return part(name, encode(rows, sequences, encoding, name), SequenceParts.all(how, sequences));
        }
    }

    private Prepared prepared(
            TypedRows rows, FeatureEncoder encoder, TargetCodec codec, Map<String, Part> parts, List<Cut> train)
            throws IOException, SQLException {
        Part trained = Objects.requireNonNull(parts.get("train"));
        Part validated = Objects.requireNonNull(parts.get("validation"));
        Part tested = Objects.requireNonNull(parts.get("test"));
        String digest = SplitDigest.of(List.of(trained, validated, tested));
        new WorkManifest(encoder.width(), codec.ofOne().width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        int[] order = IntStream.range(0, Math.min(EXAMPLES, train.size())).toArray();
        EncodedRows encoded = trained.features().gather(order, 0, order.length);
        return new Prepared(
                input(encoder),
                codec,
                trained,
                validated,
                tested,
                digest,
                notes,
                examples(rows, train.subList(0, order.length)),
                encoded);
    }

    private InputEncoder input(FeatureEncoder step) {
        boolean exact = how.forecasts() || how.mode() == Sequence.Mode.ONE_TO_ONE;
        return how.mode() == Sequence.Mode.ONE_TO_MANY
                ? step
                : new SequenceEncoder(step.columns(), how.window(), exact);
    }

    /** A few examples as callers would send them: lists of rows, or the row that a sequence is made of. */
    private List<Object> examples(TypedRows rows, List<Cut> cuts) throws SQLException {
        List<Map<Integer, Map<String, @Nullable Object>>> read = cuts.stream()
                .<Map<Integer, Map<String, @Nullable Object>>>map(cut -> new LinkedHashMap<>())
                .toList();
        rows.forEachInOrder(job.features(), Sequences.keys(how), (row, cells) -> {
            for (int i = 0; i < cuts.size(); i++) {
                if (row >= cuts.get(i).from()
                        && row < cuts.get(i).from() + cuts.get(i).length()) {
                    read.get(i).put(row, named(cells));
                }
            }
        });
        List<Object> examples = new ArrayList<>();
        for (Map<Integer, Map<String, @Nullable Object>> steps : read) {
            List<Map<String, @Nullable Object>> sequence = new ArrayList<>(steps.values());
            examples.add(how.mode() == Sequence.Mode.ONE_TO_MANY ? sequence.get(0) : sequence);
        }
        return examples;
    }

    private Map<String, @Nullable Object> named(@Nullable Object[] cells) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < job.features().size(); i++) {
            row.put(job.features().get(i).name(), cells[i]);
        }
        return row;
    }
}
