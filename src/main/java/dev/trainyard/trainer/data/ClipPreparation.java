package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.picture.Thumbnail;
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
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prepares clips: the rows make up sequences as those of a table do, and the steps are the pictures of the rows. */
final class ClipPreparation {

    private static final int EXAMPLES = 4;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final Examples.Clips clips;
    private final SequencePreparation sequences;

    ClipPreparation(ResolvedJob job, JobFolder folder, Examples.Clips clips) {
        this.job = job;
        this.folder = folder;
        this.clips = clips;
        this.sequences = new SequencePreparation(job, folder, clips.frames());
    }

    /** @throws JobFailed {@code data_invalid} or {@code label_out_of_range} */
    Prepared prepare() throws IOException, SQLException {
        Files.createDirectories(folder.work());
        try (TypedRows rows = TypedRows.open(folder.trainRows())) {
            Sequences all = sequences.sequences(rows, "the data set");
            SequenceParts cut = sequences.parts(all);
            Frames frames = frames(rows, folder.trainPixels());
            PictureEncoder encoder = new PictureFit(clips.picture())
                    .fit(job.preprocessing(), frames.pixels(), frames.of(SequencePreparation.seen(cut.train())));
            TargetCodec codec = sequences.fitTarget(rows, cut.train());
            Source source = new Source(encoder, new RowEncoding(new FeatureEncoder(List.of()), codec.ofOne()));
            Learned targets = source.targets("train", rows, all, frames);
            List<Cut> train = targets.bad().wholeToTrainOn(cut.train());
            Map<String, Part> parts = new LinkedHashMap<>();
            parts.put("train", source.part("train", frames, targets, cut.train()));
            parts.put("validation", source.part("validation", frames, targets, cut.validation()));
            parts.put("test", source.part("test", frames, targets, cut.test()));
            if (job.validationDataset() != null) {
                parts.put(
                        "validation",
                        source.separate("validation", folder.validationRows(), folder.validationPixels()));
            }
            if (job.testDataset() != null) {
                parts.put("test", source.separate("test", folder.testRows(), folder.testPixels()));
            }
            return prepared(encoder, codec, parts, examples(frames, train));
        }
    }

    private Frames frames(TypedRows rows, Path pixels) throws IOException, SQLException {
        return new Frames(
                PixelFile.map(pixels, rows.count(), clips.picture().size().bytes()),
                rows.numbersInOrder(Sequences.keys(clips.frames())));
    }

    private Prepared prepared(PictureEncoder encoder, TargetCodec codec, Map<String, Part> parts, List<Object> examples)
            throws IOException {
        Part train = Objects.requireNonNull(parts.get("train"));
        Part validation = Objects.requireNonNull(parts.get("validation"));
        Part test = Objects.requireNonNull(parts.get("test"));
        String digest = SplitDigest.of(List.of(train, validation, test));
        new WorkManifest(train.features().width(), codec.width(), WorkManifest.rows(parts.values()), digest)
                .write(folder.work());
        EncodedRows encoded = train.features().gather(train.order(), 0, examples.size());
        ClipRows plain = (ClipRows) train.features();
        return new Prepared(
                readsOne()
                        ? encoder
                        : new ClipEncoder(
                                encoder, clips.frames().window(), clips.frames().forecasts() ? true : null),
                codec,
                new Part(
                        "train",
                        train.numbers(),
                        plain.augmented(
                                job.preprocessing().augmentation(),
                                job.training().seed()),
                        train.targets()),
                validation,
                test,
                digest,
                sequences.notes(),
                examples,
                encoded);
    }

    /** Whether only the first picture of a clip is read, and a sequence told of it. */
    private boolean readsOne() {
        return clips.frames().mode() == Sequence.Mode.ONE_TO_MANY;
    }

    /** The first few as callers would send them: lists of files in base64, or files. */
    private List<Object> examples(Frames frames, List<Cut> train) throws IOException {
        List<Object> examples = new ArrayList<>();
        byte[] frame = new byte[frames.frameBytes()];
        for (Cut clip : train.subList(0, Math.min(EXAMPLES, train.size()))) {
            List<String> files = new ArrayList<>();
            for (int step = 0; step < clip.length(); step++) {
                frames.read(clip.from() + step, frame);
                byte[] file = new Thumbnail(clips.picture().size(), frame).within(Integer.MAX_VALUE);
                files.add(Base64.getEncoder().encodeToString(file));
            }
            examples.add(readsOne() ? files.get(0) : files);
        }
        return examples;
    }

    /** What each frame answers, where that can be learned. */
    private record Learned(FloatMatrix values, BadSteps bad) {}

    /** Makes parts of sequences and their pictures. */
    private final class Source {

        private final PictureEncoder encoder;
        private final RowEncoding encoding;

        Source(PictureEncoder encoder, RowEncoding encoding) {
            this.encoder = encoder;
            this.encoding = encoding;
        }

        Part part(String name, Frames frames, Learned targets, List<Cut> all) {
            List<Cut> cuts = targets.bad().whole(all);
            int[] numbers = SequencePreparation.numbers(cuts, frames.numbers());
            ClipRows features = new ClipRows(
                    frames, encoder, cuts, readsOne() ? 1 : clips.frames().window());
            return new Part(name, numbers, features, sequences.targets(targets.values(), cuts));
        }

        Part separate(String name, Path file, Path pixels) throws IOException, SQLException {
            try (TypedRows rows = TypedRows.open(file)) {
                Sequences all = sequences.sequences(rows, "the %s data set".formatted(name));
                Frames frames = frames(rows, pixels);
                return part(name, frames, targets(name, rows, all, frames), SequenceParts.all(clips.frames(), all));
            }
        }

        /** The targets of every step of a file. */
        Learned targets(String name, TypedRows rows, Sequences all, Frames frames) throws IOException, SQLException {
            BadSteps bad = new BadSteps();
            float[] target = new float[encoding.outputs()];
            try (MatrixWriter writer = new MatrixWriter(folder.work().resolve(name + "-targets.f32"), target.length)) {
                rows.forEachInOrder(job.target(), Sequences.keys(clips.frames()), (row, cells) -> {
                    Arrays.fill(target, 0f);
                    if (all.answered().get(row)) {
                        encode(row, cells, target, bad);
                    }
                    writer.write(target);
                });
                bad.judge(name, frames.numbers(), job.preprocessing().leavesBadRowsOut(), sequences.notes());
                return new Learned(writer.map(), bad);
            }
        }

        private void encode(int row, @Nullable Object[] cells, float[] target, BadSteps bad) {
            try {
                encoding.targets(cells, 0, target);
            } catch (JobFailed e) {
                bad.add(row, e);
            }
        }
    }
}
