package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.TextForm;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prepares texts with labels, or with texts to be written of them: the vocabularies are those of the training rows, and a
 * row that lacks one of both is left out.
 */
final class TextPreparation {

    private static final int EXAMPLES = 16;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final TextForm form;
    private final @Nullable TextForm written;
    private final List<String> notes = new ArrayList<>();
    private final TargetRows targets;

    /** @param written how the target is, when it is a text */
    TextPreparation(ResolvedJob job, JobFolder folder, TextForm form, @Nullable TextForm written) {
        this.job = job;
        this.folder = folder;
        this.form = form;
        this.written = written;
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
            TextEncoder encoder = new TextEncoder(
                    text().name(), targets.vocabulary(rows, text(), form, split.train()), form.length());
            TargetCodec codec =
                    written == null ? targets.fit(rows, split.train()) : targets.fitText(rows, written, split.train());
            TargetEncoding target = new TargetEncoding(codec);
            PartWriter writer = new PartWriter(
                            folder.work(), new TextEncoding(encoder, target), encoder.width(), target.width())
                    .leavingOut(job.preprocessing().leavesBadRowsOut(), notes);
            Map<String, Part> parts = new LinkedHashMap<>(writer.write(rows, columns(), 1, split.byName()));
            if (job.validationDataset() != null) {
                parts.putAll(separate(writer, "validation", folder.validationRows()));
            }
            if (job.testDataset() != null) {
                parts.putAll(separate(writer, "test", folder.testRows()));
            }
            return prepared(rows, encoder, codec, parts);
        }
    }

    private Map<String, Part> separate(PartWriter writer, String part, Path file) throws IOException, SQLException {
        try (TypedRows rows = TypedRows.open(file)) {
            int[] present = targets.present(rows, "the %s data set".formatted(part));
            return writer.write(rows, columns(), 1, Map.of(part, present));
        }
    }

    private Prepared prepared(TypedRows rows, TextEncoder encoder, TargetCodec codec, Map<String, Part> parts)
            throws IOException, SQLException {
        Forcing forcing = new Forcing(job.examples(), encoder, codec);
        Part train = part("train", parts, codec, forcing);
        Part validation = part("validation", parts, codec, forcing);
        Part test = part("test", parts, codec, forcing);
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(encoder.width(), codec.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        List<@Nullable Object[]> examples = examples(rows, train, codec);
        List<String> texts =
                examples.stream().map(cells -> String.valueOf(cells[0])).toList();
        List<String> answers = examples.stream()
                .map(cells -> String.valueOf(cells[cells.length - 1]))
                .toList();
        return new Prepared(
                forcing.encoder(),
                codec,
                train,
                validation,
                test,
                digest,
                notes,
                forcing.examples(texts, answers),
                forcing.encoded(TextExamples.encoded(texts, encoder), answers));
    }

    private static Part part(String name, Map<String, Part> parts, TargetCodec codec, Forcing forcing) {
        Part part = Objects.requireNonNull(parts.get(name));
        FloatRows targets = new TargetEncoding(codec).rows(part.targets());
        FloatRows features = forcing.rows(new TokenRows(part.features()), part.targets());
        return new Part(name, part.numbers(), features, targets);
    }

    /** The first rows whose text says something: an empty text is no example. */
    private List<@Nullable Object[]> examples(TypedRows rows, Part train, TargetCodec codec) throws SQLException {
        int count = GoldenCount.of(EXAMPLES, codec);
        return rows.rows(TextExamples.looked(train, count), columns()).stream()
                .filter(cells -> !String.valueOf(cells[0]).isBlank())
                .limit(count)
                .toList();
    }

    private ColumnSchema text() {
        return job.features().get(0);
    }

    private List<ColumnSchema> columns() {
        return Stream.concat(job.features().stream(), job.target().stream()).toList();
    }
}
