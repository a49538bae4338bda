package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.TextForm;
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

/** Prepares texts with labels: the vocabulary is that of the training rows, a row without text or label is left out. */
final class TextPreparation {

    private static final int EXAMPLES = 16;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final TextForm form;
    private final List<String> notes = new ArrayList<>();
    private final TargetRows targets;

    TextPreparation(ResolvedJob job, JobFolder folder, TextForm form) {
        this.job = job;
        this.folder = folder;
        this.form = form;
        this.targets = new TargetRows(job, notes, columns());
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
            TextEncoder encoder =
                    new TextEncoder(text().name(), vocabulary(rows, text(), form, split.train()), form.length());
            TargetCodec codec = targets.fit(rows, split.train());
            TextEncoding encoding = new TextEncoding(encoder, codec);
            PartWriter writer = new PartWriter(folder.work(), encoding, encoder.width(), codec.width());
            Map<String, Part> parts = new LinkedHashMap<>(writer.write(rows, columns(), 1, split.byName()));
            if (job.validationDataset() != null) {
                parts.putAll(separate(writer, "validation", folder.validationRows()));
            }
            if (job.testDataset() != null) {
                parts.putAll(separate(writer, "test", folder.testRows()));
            }
            return prepared(rows, encoder, codec, encoding, parts);
        }
    }

    private Vocabulary vocabulary(TypedRows rows, ColumnSchema column, TextForm texts, int[] train)
            throws SQLException {
        VocabularyFit fit = new VocabularyFit(texts);
        rows.forEach(List.of(column), (row, cells) -> {
            if (cells[0] != null && Arrays.binarySearch(train, row) >= 0) {
                fit.add(String.valueOf(cells[0]));
            }
        });
        notes.addAll(fit.notes(column.name()));
        return fit.fit();
    }

    private Map<String, Part> separate(PartWriter writer, String part, Path file) throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            int[] present = targets.present(rows, "the %s data set".formatted(part));
            return writer.write(rows, columns(), 1, Map.of(part, present));
        }
    }

    private Prepared prepared(
            TypedRows rows, TextEncoder encoder, TargetCodec codec, TextEncoding encoding, Map<String, Part> parts)
            throws IOException, SQLException {
        Part train = part("train", parts);
        Part validation = part("validation", parts);
        Part test = part("test", parts);
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(encoder.width(), codec.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        List<Object> examples = examples(rows, train);
        return new Prepared(
                encoder, codec, train, validation, test, digest, notes, examples, encoded(examples, encoder, encoding));
    }

    private static Part part(String name, Map<String, Part> parts) {
        Part part = Objects.requireNonNull(parts.get(name));
        return new Part(name, part.numbers(), new TokenRows(part.features()), part.targets());
    }

    private List<Object> examples(TypedRows rows, Part train) throws SQLException {
        List<Integer> first = Arrays.stream(train.numbers()).limit(EXAMPLES).boxed().toList();
        return rows.rows(first, List.of(text())).stream()
                .map(cells -> (Object) String.valueOf(cells[0]))
                .toList();
    }

    private static EncodedRows encoded(List<Object> texts, TextEncoder encoder, TextEncoding encoding) {
        float[] values = new float[texts.size() * encoder.width()];
        float[] row = new float[encoder.width()];
        for (int i = 0; i < texts.size(); i++) {
            encoding.features(new Object[] {texts.get(i)}, row);
            System.arraycopy(row, 0, values, i * row.length, row.length);
        }
        EncodedRows encoded = new EncodedRows(texts.size(), values);
        return new EncodedRows(texts.size(), values, TokenRows.lengths(encoded));
    }

    private ColumnSchema text() {
        return job.features().get(0);
    }

    private List<ColumnSchema> columns() {
        return Stream.concat(job.features().stream(), job.target().stream()).toList();
    }
}
