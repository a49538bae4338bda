package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.TextForm;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prepares one long text, whose rows follow each other: windows of it are the examples, and each token is to be told from
 * those before it. The text's beginning trains, what follows is watched, and its end is measured, so that nothing is told
 * from the future.
 */
final class WindowPreparation {

    private static final int EXAMPLES = 8;

    private final ResolvedJob job;
    private final JobFolder folder;
    private final TextForm form;
    private final int stride;
    private final List<String> notes = new ArrayList<>();

    WindowPreparation(ResolvedJob job, JobFolder folder, Examples.TextWindows windows) {
        this.job = job;
        this.folder = folder;
        this.form = windows.text();
        this.stride = windows.stride();
    }

    /**
     * Prepares.
     *
     * @throws JobFailed {@code data_invalid} when the text is too short for a window to learn from
     */
    Prepared prepare() throws IOException, SQLException {
        Files.createDirectories(folder.work());
        LongText text = open("train", folder.trainRows());
        int tested = (int) Math.round(job.split().test() * text.tokens());
        int held = (int) Math.round((job.split().test() + job.split().validation()) * text.tokens());
        int watched = text.tokens() - held;
        int measured = text.tokens() - tested;
        Vocabulary vocabulary = vocabulary(text, watched);
        FloatRows numbers = text.write(folder.work().resolve("text.f32"), new Tokenizer(vocabulary));
        Part train = part("train", numbers, 0, watched, vocabulary);
        if (train.isEmpty()) {
            throw new JobFailed(
                    "data_invalid",
                    "the training part of '%s' has %d tokens, and a window takes %d and the next one"
                            .formatted(column().name(), watched, form.length()),
                    "make text.length smaller, or give a longer text");
        }
        return prepared(
                vocabulary,
                train,
                job.validationDataset() == null
                        ? part("validation", numbers, watched, measured, vocabulary)
                        : separate("validation", folder.validationRows(), vocabulary),
                job.testDataset() == null
                        ? part("test", numbers, measured, text.tokens(), vocabulary)
                        : separate("test", folder.testRows(), vocabulary));
    }

    private LongText open(String part, Path file) throws SQLException {
        BadRows missing = job.preprocessing().leavesBadRowsOut() ? new BadRows(part) : null;
        LongText text = LongText.open(file, column(), form, missing);
        if (missing != null && !missing.isEmpty()) {
            notes.add(missing.note());
        }
        return text;
    }

    private Vocabulary vocabulary(LongText text, int train) throws SQLException {
        VocabularyFit fit = new VocabularyFit(form);
        text.forEach(train, fit::count);
        notes.addAll(fit.notes(column().name()));
        return fit.fit();
    }

    /** The windows within a stretch of tokens; towards each token of a window the next one is learned. */
    private Part part(String name, FloatRows numbers, int from, int to, Vocabulary vocabulary) {
        int count = Math.max(0, (to - from - form.length() - 1 + stride) / stride);
        int[] windows = new int[count];
        Arrays.setAll(windows, i -> from + i * stride);
        return new Part(
                name,
                windows,
                new WindowRows(numbers, from, stride, form.length(), count),
                new TokenTargets(new WindowRows(numbers, from + 1, stride, form.length(), count), vocabulary.size()));
    }

    private Part separate(String name, Path file, Vocabulary vocabulary) throws IOException, SQLException {
        LongText text = open(name, file);
        FloatRows numbers = text.write(folder.work().resolve(name + "-text.f32"), new Tokenizer(vocabulary));
        return part(name, numbers, 0, text.tokens(), vocabulary);
    }

    private Prepared prepared(Vocabulary vocabulary, Part train, Part validation, Part test) throws IOException {
        TextEncoder encoder = new TextEncoder(column().name(), vocabulary, form.length());
        TargetCodec codec = new TargetCodec.Tokens(column().name(), vocabulary, form.length());
        String digest = new RowSplit(train.numbers(), validation.numbers(), test.numbers()).sha256();
        new WorkManifest(form.length(), form.length(), WorkManifest.rows(List.of(train, validation, test)), digest)
                .write(folder.work());
        List<String> examples = examples(train, codec, new Tokenizer(vocabulary));
        return new Prepared(
                encoder,
                codec,
                train,
                validation,
                test,
                digest,
                notes,
                List.copyOf(examples),
                TextExamples.encoded(examples, encoder));
    }

    private List<String> examples(Part train, TargetCodec codec, Tokenizer tokenizer) {
        int count = GoldenCount.of(EXAMPLES, codec);
        int[] order = train.order();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < order.length && texts.size() < count; row++) {
            float[] window = train.features().gather(order, row, row + 1).values();
            int[] numbers = new int[window.length];
            Arrays.setAll(numbers, i -> (int) window[i]);
            String text = tokenizer.text(numbers);
            if (!text.isBlank()) { // an empty text is no example
                texts.add(text);
            }
        }
        return texts;
    }

    private ColumnSchema column() {
        return job.features().get(0);
    }
}
