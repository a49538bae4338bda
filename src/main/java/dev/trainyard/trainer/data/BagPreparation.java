package dev.trainyard.trainer.data;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.TargetCodec;
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

/** Prepares texts as bags of words, of which what they are like is learned; a row without a text is left out. */
final class BagPreparation {

    private static final int EXAMPLES = 16;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final TextForm form;
    private final List<String> notes = new ArrayList<>();
    private final TargetRows texts;

    BagPreparation(ResolvedJob job, JobFolder folder, TextForm form) {
        this.job = job;
        this.folder = folder;
        this.form = form;
        this.texts = new TargetRows(job, notes, job.features());
    }

    /**
     * Prepares.
     *
     * @throws JobFailed {@code data_invalid}
     */
    Prepared prepare() throws IOException, SQLException {
        Files.createDirectories(folder.work());
        try (TypedRows rows = TypedRows.open(folder.trainRows())) {
            RowSplit split = texts.split(rows);
            BagEncoder encoder = fit(rows, split.train());
            PartWriter writer = new PartWriter(folder.work(), new BagEncoding(encoder), encoder.width(), 0);
            Map<String, Part> parts = new LinkedHashMap<>(writer.write(rows, job.features(), 1, split.byName()));
            if (job.validationDataset() != null) {
                parts.putAll(separate(writer, "validation", folder.validationRows()));
            }
            if (job.testDataset() != null) {
                parts.putAll(separate(writer, "test", folder.testRows()));
            }
            return prepared(rows, encoder, parts);
        }
    }

    private BagEncoder fit(TypedRows rows, int[] train) throws SQLException {
        BagFit fit = new BagFit(form);
        rows.forEach(job.features(), (row, cells) -> {
            if (Arrays.binarySearch(train, row) >= 0) {
                fit.add(String.valueOf(cells[0]));
            }
        });
        BagEncoder encoder = new BagEncoder(column().name(), fit.fit(column().name()));
        notes.addAll(fit.notes(column().name()));
        return encoder;
    }

    private Map<String, Part> separate(PartWriter writer, String part, Path file) throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            int[] present = texts.present(rows, "the %s data set".formatted(part));
            return writer.write(rows, job.features(), 1, Map.of(part, present));
        }
    }

    private Prepared prepared(TypedRows rows, BagEncoder encoder, Map<String, Part> parts)
            throws IOException, SQLException {
        Part train = Objects.requireNonNull(parts.get("train"));
        Part validation = Objects.requireNonNull(parts.get("validation"));
        Part test = Objects.requireNonNull(parts.get("test"));
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(encoder.width(), encoder.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        List<String> examples = examples(rows, train);
        return new Prepared(
                encoder,
                new TargetCodec.Example(encoder),
                train,
                validation,
                test,
                digest,
                notes,
                List.copyOf(examples),
                encoded(examples, encoder));
    }

    private List<String> examples(TypedRows rows, Part train) throws SQLException {
        List<String> all = rows.rows(TextExamples.looked(train, EXAMPLES), job.features()).stream()
                .map(cells -> String.valueOf(cells[0]))
                .toList();
        return TextExamples.visible(all).stream().limit(EXAMPLES).toList();
    }

    private static EncodedRows encoded(List<String> examples, BagEncoder encoder) {
        BagEncoding encoding = new BagEncoding(encoder);
        float[] values = new float[examples.size() * encoder.width()];
        for (int i = 0; i < examples.size(); i++) {
            encoding.write(examples.get(i), values, i * encoder.width());
        }
        return new EncodedRows(examples.size(), values);
    }

    private ColumnSchema column() {
        return job.features().get(0);
    }
}
