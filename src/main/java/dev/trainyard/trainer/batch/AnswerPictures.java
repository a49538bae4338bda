package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.trainer.BatchOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that were answered, each with the cells of its row beside it; a row without an answer is left out. Where the
 * picture that was read came from is {@code original_path}.
 */
final class AnswerPictures implements AnswerFile {

    private static final String ORIGINAL = "original_path";

    private final PictureFile pictures;
    private final List<BatchOutcome.Column> renamed = new ArrayList<>();

    AnswerPictures(Path file, List<String> header) throws IOException {
        this.pictures = new PictureFile(file, renamed(header));
    }

    private List<String> renamed(List<String> header) {
        List<String> names = new ArrayList<>();
        for (String name : header) {
            if (name.equalsIgnoreCase(PictureFile.PATH)) {
                String free = PredictedNames.free(ORIGINAL, header);
                renamed.add(new BatchOutcome.Column(free, ColumnType.TEXT));
                names.add(free);
            } else {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public void add(List<String> row, @Nullable Prediction prediction, int place) throws IOException {
        if (prediction instanceof Prediction.Picture picture) {
            pictures.add(picture, row);
        }
    }

    @Override
    public boolean ofPictures() {
        return true;
    }

    @Override
    public List<BatchOutcome.Column> predicted() {
        return renamed;
    }

    @Override
    public void close() throws IOException {
        pictures.close();
    }
}
