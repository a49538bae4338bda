package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.PredictionCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns that answers fill, and what stands there in each row of an example. */
record AnswerCells(Standing standing, List<PredictionCells.Column> columns) {

    AnswerCells {
        columns = List.copyOf(columns);
    }

    /** @param example one of the answers, which all fill the same columns */
    static AnswerCells like(Prediction example, Standing standing) {
        if (!(example instanceof Prediction.Steps steps)) {
            return new AnswerCells(standing, PredictionCells.columns(example));
        }
        List<PredictionCells.Column> columns =
                PredictionCells.columns(steps.steps().get(0));
        return new AnswerCells(
                standing,
                standing == Standing.ABREAST ? numbered(columns, steps.steps().size()) : columns);
    }

    /** Those of what comes first, then of what comes next; a single one needs no number. */
    private static List<PredictionCells.Column> numbered(List<PredictionCells.Column> columns, int steps) {
        if (steps == 1) {
            return columns;
        }
        List<PredictionCells.Column> numbered = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            for (PredictionCells.Column column : columns) {
                numbered.add(new PredictionCells.Column(column.name() + "_" + step, column.type()));
            }
        }
        return numbered;
    }

    /**
     * The cells of one of the example's rows.
     *
     * @param prediction null where there is none
     */
    List<String> of(@Nullable Prediction prediction, int row) {
        if (prediction instanceof Prediction.Steps steps) {
            return of(steps.steps(), row);
        }
        return prediction == null ? none() : PredictionCells.of(prediction);
    }

    private List<String> of(List<Prediction> steps, int row) {
        return switch (standing) {
            case STEP_BY_STEP -> row < steps.size() ? PredictionCells.of(steps.get(row)) : none();
            case LAST_STEP -> PredictionCells.of(steps.get(steps.size() - 1));
            case ABREAST ->
                steps.stream()
                        .flatMap(step -> PredictionCells.of(step).stream())
                        .toList();
        };
    }

    private List<String> none() {
        return Collections.nCopies(columns.size(), "");
    }
}
