package dev.trainyard.trainer.data;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.picture.Thumbnail;
import dev.trainyard.plan.PictureForm;
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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prepares pictures with labels: the pixels stay where they are and are encoded when training asks for them. */
final class PicturePreparation {

    private static final int EXAMPLES = 16;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final PictureForm form;
    private final @Nullable TextForm written;
    private final List<String> notes = new ArrayList<>();
    private final TargetRows targets;

    /** @param written how the target is, when it is a text */
    PicturePreparation(ResolvedJob job, JobFolder folder, PictureForm form, @Nullable TextForm written) {
        this.job = job;
        this.folder = folder;
        this.form = form;
        this.written = written;
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
            PixelFile pixels = pixels(folder.trainPixels(), rows);
            RowSplit split = targets.split(rows);
            PictureEncoder encoder = new PictureFit(form).fit(job.preprocessing(), pixels, split.train());
            TargetCodec codec = codec(encoder, rows, split.train());
            Source source = new Source(encoder, codec, new Forcing(job.examples(), encoder, codec));
            Map<String, Part> parts = new LinkedHashMap<>();
            for (Map.Entry<String, int[]> part : split.byName().entrySet()) {
                parts.put(part.getKey(), source.part(part.getKey(), rows, pixels, part.getValue()));
            }
            if (job.validationDataset() != null) {
                parts.put(
                        "validation",
                        source.separate("validation", rows.beside(folder.validationRows()), folder.validationPixels()));
            }
            if (job.testDataset() != null) {
                parts.put("test", source.separate("test", rows.beside(folder.testRows()), folder.testPixels()));
            }
            return prepared(source, rows, pixels, parts);
        }
    }

    private TargetCodec codec(PictureEncoder encoder, TypedRows rows, int[] train) throws SQLException {
        if (job.output().rebuilds()) {
            return new TargetCodec.Example(encoder);
        }
        return written == null ? targets.fit(rows, train) : targets.fitText(rows, written, train);
    }

    private PixelFile pixels(Path file, TypedRows rows) throws IOException, SQLException {
        return PixelFile.map(file, rows.count(), form.size().bytes());
    }

    private Prepared prepared(Source source, TypedRows rows, PixelFile pixels, Map<String, Part> parts)
            throws IOException, SQLException {
        TargetCodec codec = source.codec;
        Part train = Objects.requireNonNull(parts.get("train"));
        Part validation = Objects.requireNonNull(parts.get("validation"));
        Part test = Objects.requireNonNull(parts.get("test"));
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(source.encoder.width(), codec.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        int count = Math.min(GoldenCount.of(EXAMPLES, codec), train.rows());
        EncodedRows encoded = train.features().gather(train.order(), 0, count);
        return new Prepared(
                source.forcing.encoder(),
                codec,
                changing(train),
                validation,
                test,
                digest,
                notes,
                source.forcing.examples(examples(pixels, train.numbers(), count), written(rows, train, count)),
                encoded);
    }

    /** The training part as each epoch sees it. */
    private Part changing(Part train) {
        FloatRows changed = train.features() instanceof ForcedRows forced
                ? new ForcedRows(augmented(forced.read()), forced.written(), forced.encoder())
                : augmented(train.features());
        return new Part("train", train.numbers(), changed, job.output().rebuilds() ? changed : train.targets());
    }

    private FloatRows augmented(FloatRows pictures) {
        return ((PictureRows) pictures)
                .augmented(job.preprocessing().augmentation(), job.training().seed());
    }

    private List<String> written(TypedRows rows, Part train, int count) throws SQLException {
        if (written == null) {
            return List.of();
        }
        List<Integer> first =
                Arrays.stream(train.numbers()).limit(count).boxed().toList();
        return rows.rows(first, job.target()).stream()
                .map(cells -> String.valueOf(cells[0]))
                .toList();
    }

    /** As callers would send them: files in base64. */
    private List<String> examples(PixelFile pixels, int[] numbers, int count) throws IOException {
        List<String> examples = new ArrayList<>();
        byte[] picture = new byte[pixels.pictureBytes()];
        for (int i = 0; i < count; i++) {
            pixels.read(numbers[i], picture);
            byte[] file = new Thumbnail(form.size(), picture).within(Integer.MAX_VALUE);
            examples.add(Base64.getEncoder().encodeToString(file));
        }
        return examples;
    }

    /** Makes parts of rows and their pictures. */
    private final class Source {

        private final PictureEncoder encoder;
        private final TargetCodec codec;
        private final Forcing forcing;
        private final TargetEncoding labels;

        Source(PictureEncoder encoder, TargetCodec codec, Forcing forcing) {
            this.encoder = encoder;
            this.codec = codec;
            this.forcing = forcing;
            this.labels = new TargetEncoding(codec);
        }

        Part separate(String name, TypedRows rows, Path file) throws IOException, SQLException {
            int[] present = targets.present(rows, "the %s data set".formatted(name));
            return part(name, rows, pixels(file, rows), present);
        }

        Part part(String name, TypedRows rows, PixelFile pixels, int[] numbers) throws IOException, SQLException {
            PictureRows features = new PictureRows(pixels, numbers, encoder);
            if (job.output().rebuilds()) {
                return new Part(name, numbers, features, features);
            }
            float[] target = new float[labels.width()];
            int[] next = {0};
            Map<Integer, JobFailed> bad = new LinkedHashMap<>();
            try (MatrixWriter writer = new MatrixWriter(folder.work().resolve(name + "-targets.f32"), target.length)) {
                rows.forEach(job.target(), (row, cells) -> {
                    if (next[0] < numbers.length && numbers[next[0]] == row) {
                        next[0]++;
                        try {
                            labels.encode(cells, 0, target);
                            writer.write(target);
                        } catch (JobFailed e) {
                            bad.put(row, e);
                        }
                    }
                });
                int[] kept = without(bad, name, numbers);
                FloatRows learned = writer.map();
                PictureRows shown = bad.isEmpty() ? features : new PictureRows(pixels, kept, encoder);
                return new Part(name, kept, forcing.rows(shown, learned), labels.rows(learned));
            }
        }

        /** The pictures whose labels can be learned from, where the others may be left out. */
        private int[] without(Map<Integer, JobFailed> bad, String name, int[] numbers) {
            if (bad.isEmpty()) {
                return numbers;
            }
            int[] kept =
                    Arrays.stream(numbers).filter(row -> !bad.containsKey(row)).toArray();
            boolean leavesOut = job.preprocessing().leavesBadRowsOut() && (kept.length > 0 || !name.equals("train"));
            int[] rows = bad.keySet().stream().mapToInt(row -> row).toArray();
            BadRows.judge(name, rows, bad.values().iterator().next(), leavesOut, notes);
            return kept;
        }
    }
}
