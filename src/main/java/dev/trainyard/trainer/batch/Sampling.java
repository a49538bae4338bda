package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.prediction.CsvLine;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.PredictionCells;
import dev.trainyard.prediction.Samplings;
import dev.trainyard.prediction.Samplings.Sampled;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.trainer.BatchOutcome;
import dev.trainyard.trainer.BatchRequest;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.loop.Controls;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Has a generator make a data set like the one it learned from: rows with the same columns, or pictures. */
public final class Sampling {

    private static final int TOGETHER = 256;

    private final Samplings samplings;
    private final List<ColumnSchema> columns;
    private final int count;
    private final @Nullable ColumnSchema label;
    private final Controls controls;
    private final BatchProgress progress;
    private int made;

    /** @param target what the classes of the training rows were called */
    public Sampling(
            Scorer scorer,
            BatchRequest.Noise noise,
            List<ColumnSchema> target,
            Controls controls,
            Consumer<TrainerEvent> events,
            LongSupplier nanos) {
        this.samplings = scorer.samplings(noise.seed(), noise.labels());
        this.columns = scorer.manifest().features();
        this.count = noise.count();
        this.label = target.isEmpty() ? null : target.get(0);
        this.controls = controls;
        this.progress = new BatchProgress(count, events, nanos);
    }

    /** Takes the examples, one after the other. */
    private interface Taking {
        void take(Prediction example, List<String> label) throws IOException;
    }

    /** Makes them all, or fewer when it is told to stop. */
    public BatchOutcome make(JobFolder folder) throws IOException {
        List<Sampled> first = next();
        boolean labelled = !first.isEmpty() && first.get(0).label() != null;
        List<BatchOutcome.Column> told = labelled && label != null
                ? List.of(new BatchOutcome.Column(label.name(), ColumnType.CATEGORICAL))
                : List.of();
        boolean pictures = first.get(0).example() instanceof Prediction.Picture;
        List<BatchOutcome.Column> all =
                pictures ? told : joined(columns(first.get(0).example()), told);
        if (pictures) {
            pictures(first, folder, names(told));
        } else {
            table(first, folder, names(all));
        }
        progress.end(made);
        return new BatchOutcome(made, made, pictures, all);
    }

    private void pictures(List<Sampled> first, JobFolder folder, List<String> told) throws IOException {
        try (PictureFile file = new PictureFile(folder.predictedPictures(), told)) {
            all(first, (example, label) -> file.add((Prediction.Picture) example, label));
        }
    }

    private void table(List<Sampled> first, JobFolder folder, List<String> header) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(folder.predictions())) {
            csv.write(CsvLine.of(header));
            all(first, (example, label) -> csv.write(CsvLine.of(joined(PredictionCells.of(example), label))));
        }
    }

    private void all(List<Sampled> first, Taking taking) throws IOException {
        List<Sampled> piece = first;
        while (!piece.isEmpty()) {
            for (Sampled one : piece) {
                taking.take(one.example(), label == null || one.label() == null ? List.of() : List.of(one.label()));
            }
            made += piece.size();
            progress.tell(made);
            piece = controls.asked() == null ? next() : List.of();
        }
    }

    private List<Sampled> next() {
        int left = Math.min(TOGETHER, count - made);
        return left == 0 ? List.of() : samplings.next(left);
    }

    /** What the columns of the training rows were, as far as cells of these come back. */
    private List<BatchOutcome.Column> columns(Prediction example) {
        return PredictionCells.columns(example).stream()
                .map(column -> new BatchOutcome.Column(column.name(), type(column.name())))
                .toList();
    }

    private @Nullable ColumnType type(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .map(ColumnSchema::type)
                .filter(type -> type == ColumnType.NUMERIC || type == ColumnType.CATEGORICAL)
                .findFirst()
                .orElse(null);
    }

    private static List<String> names(List<BatchOutcome.Column> columns) {
        return columns.stream().map(BatchOutcome.Column::name).toList();
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
