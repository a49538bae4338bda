package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.Prediction;
import dev.trainyard.trainer.BatchOutcome;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where rows are written with their answers. */
interface AnswerFile extends Closeable {

    /**
     * Writes a row.
     *
     * @param prediction null where there is none
     * @param place of the row in its example
     */
    void add(List<String> row, @Nullable Prediction prediction, int place) throws IOException;

    boolean ofPictures();

    /** The columns that come of the answers. */
    List<BatchOutcome.Column> predicted();
}
