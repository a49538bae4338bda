package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.CsvLine;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.trainer.BatchOutcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV: the cells of each row and behind them those of its prediction, empty ones where there is none. */
final class AnswerTable implements AnswerFile {

    private final BufferedWriter csv;
    private final AnswerCells cells;
    private final List<BatchOutcome.Column> predicted;

    AnswerTable(Path file, List<String> header, AnswerCells cells) throws IOException {
        this.cells = cells;
        this.predicted = PredictedNames.beside(header, cells.columns());
        this.csv = Files.newBufferedWriter(file);
        write(header, predicted.stream().map(BatchOutcome.Column::name).toList());
    }

    @Override
    public void add(List<String> row, @Nullable Prediction prediction, int place) throws IOException {
        write(row, cells.of(prediction, place));
    }

    private void write(List<String> some, List<String> others) throws IOException {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        csv.write(CsvLine.of(all));
    }

    @Override
    public boolean ofPictures() {
        return false;
    }

    @Override
    public List<BatchOutcome.Column> predicted() {
        return predicted;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
