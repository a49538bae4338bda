package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Answers;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.prediction.Warning;
import dev.trainyard.problem.Problem;
import dev.trainyard.trainer.BatchOutcome;
import dev.trainyard.trainer.BatchRequest;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.loop.Controls;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers examples piece by piece and writes them with their rows. What cannot be answered is counted, and the first few
 * reasons are told.
 */
public final class BatchPrediction {

    private static final int MOST_TOGETHER = 256;

    /** Texts are written one by one, and it is asked in between whether to stop. */
    private static final int TEXTS_TOGETHER = 16;

    private static final long MOST_NUMBERS = 2_000_000;

    private final Scorer scorer;
    private final BatchRequest.@Nullable Writing writing;
    private final AnswerForm form;
    private final int together;
    private final Controls controls;
    private final BatchNews news;
    private final BatchProgress progress;
    private final AskedExamples asked;
    private final Prediction like;
    private int examples;
    private long rows;
    private long answered;

    public BatchPrediction(
            Scorer scorer,
            BatchRequest request,
            AskedExamples asked,
            Controls controls,
            Consumer<TrainerEvent> events,
            LongSupplier nanos) {
        this.scorer = scorer;
        this.writing = request.writing();
        this.form = new AnswerForm(request.probabilities(), null, request.threshold());
        long width = Math.max(1, scorer.manifest().encoder().width());
        this.together =
                (int) Math.max(1, Math.min(writing == null ? MOST_TOGETHER : TEXTS_TOGETHER, MOST_NUMBERS / width));
        this.controls = controls;
        this.news = new BatchNews(events);
        this.progress = new BatchProgress(asked.count(), events, nanos);
        this.asked = asked;
        this.like = writing == null ? formed(scorer.predict(scorer.example())) : new Prediction.Text("");
    }

    /**
     * Answers until there is no more, or until it is told to stop.
     *
     * @throws JobFailed when not a single row can be answered
     */
    public BatchOutcome answer(JobFolder folder) throws IOException, SQLException {
        try (AnswerFile file = file(folder)) {
            List<AskedExample> piece = piece();
            while (!piece.isEmpty()) {
                answer(piece, file);
                progress.tell(rows);
                piece = controls.asked() == null ? piece() : List.of();
            }
            news.tell(rows, answered);
            progress.end(rows);
            return new BatchOutcome(rows, answered, file.ofPictures(), file.predicted());
        }
    }

    private AnswerFile file(JobFolder folder) throws IOException {
        return like instanceof Prediction.Picture
                ? new AnswerPictures(folder.predictedPictures(), asked.header())
                : new AnswerTable(folder.predictions(), asked.header(), AnswerCells.like(like, asked.standing()));
    }

    private List<AskedExample> piece() throws IOException, SQLException {
        List<AskedExample> piece = new ArrayList<>();
        int steps = 0;
        while (piece.size() < together && steps < MOST_NUMBERS) {
            AskedExample next = asked.next();
            if (next == null) {
                break;
            }
            piece.add(next);
            steps += next.rows().size();
        }
        return piece;
    }

    private void answer(List<AskedExample> piece, AnswerFile file) throws IOException {
        List<@Nullable Prediction> predictions = predictions(piece);
        for (int i = 0; i < piece.size(); i++) {
            write(piece.get(i), predictions.get(i), file);
        }
        examples += piece.size();
    }

    /** When one of several cannot be answered, each is asked by itself. */
    private List<@Nullable Prediction> predictions(List<AskedExample> piece) {
        try {
            return new ArrayList<>(ask(piece.stream().map(AskedExample::value).toList(), examples));
        } catch (Problem e) {
            List<@Nullable Prediction> predictions = new ArrayList<>();
            for (int i = 0; i < piece.size(); i++) {
                predictions.add(alone(piece.get(i), examples + i));
            }
            return predictions;
        }
    }

    private @Nullable Prediction alone(AskedExample example, int number) {
        try {
            return ask(Collections.singletonList(example.value()), number).get(0);
        } catch (Problem e) {
            news.refused(number, e);
            return null;
        }
    }

    /** @param first the number of the first example */
    private List<Prediction> ask(List<? extends @Nullable Object> values, int first) {
        Answers answers = writing == null ? scorer.predictAll(values) : written(writing, values, first);
        news.odd(examples, answers.warnings());
        return answers.predictions().stream().map(this::formed).toList();
    }

    private Answers written(BatchRequest.Writing how, List<? extends @Nullable Object> prompts, int first) {
        List<Prediction> texts = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Answers written = scorer.write(
                    String.valueOf(prompts.get(i)), how.length(), how.temperature(), how.seedOf(first + i));
            texts.addAll(written.predictions());
            warnings.addAll(written.warnings());
        }
        return new Answers(texts, warnings);
    }

    private Prediction formed(Prediction prediction) {
        return form.of(new Predicted("", 0, List.of(prediction), List.of()))
                .predictions()
                .get(0);
    }

    private void write(AskedExample example, @Nullable Prediction prediction, AnswerFile file) throws IOException {
        for (int i = 0; i < example.rows().size(); i++) {
            file.add(example.rows().get(i), prediction, i);
        }
        rows += example.rows().size();
        answered += prediction == null ? 0 : example.rows().size();
    }
}
