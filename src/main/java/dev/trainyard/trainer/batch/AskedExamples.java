package dev.trainyard.trainer.batch;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Sequence;
import dev.trainyard.prediction.Scorer;
import dev.trainyard.trainer.data.TypedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a data set as the examples that a model is asked, one after the other. */
public abstract class AskedExamples implements AutoCloseable {

    private final List<ColumnSchema> columns;
    private final int count;
    private final TypedRows.Cursor rows;

    /** @param keys in whose order the rows come; none for that of the file */
    AskedExamples(List<ColumnSchema> columns, TypedRows rows, List<ColumnSchema> keys) throws SQLException {
        this.columns = columns;
        this.count = rows.count();
        this.rows = rows.inOrder(columns, keys);
    }

    /**
     * The examples of a data set.
     *
     * @param job what the model was trained by, with the data set in place of its own
     * @param pixels of the pictures, where there are some
     */
    public static AskedExamples of(ResolvedJob job, TypedRows rows, Path pixels, Scorer scorer)
            throws IOException, SQLException {
        List<ColumnSchema> columns = rows.columns();
        Asking asking = new Asking(columns, job.features(), scorer);
        if (job.examples() instanceof Examples.Sequences sequences) {
            return inOrder(columns, sequences, rows, asking(sequences, asking));
        }
        if (job.examples() instanceof Examples.Clips clips) {
            return inOrder(columns, clips.frames(), rows, AskedFrames.of(clips, rows, pixels));
        }
        if (job.examples() instanceof Examples.Pictures pictures) {
            return new AskedPictures(columns, rows, pixels, pictures.picture().size());
        }
        if (job.examples() instanceof Examples.Captions captions) {
            return new AskedPictures(columns, rows, pixels, captions.picture().size());
        }
        return new AskedRows(columns, rows, asking);
    }

    private static AskedExamples inOrder(
            List<ColumnSchema> columns, Examples.Sequences how, TypedRows rows, AskedSequences.Making making)
            throws SQLException {
        return AskedWindows.areMeant(how)
                ? new AskedWindows(columns, how, rows, making)
                : new AskedSequences(columns, how, rows, making);
    }

    private static AskedSequences.Making asking(Examples.Sequences how, Asking asking) {
        return how.mode() == Sequence.Mode.ONE_TO_MANY
                ? (first, steps) -> asking.example(steps.subList(0, 1))
                : (first, steps) -> asking.example(steps);
    }

    /** How many rows there are. */
    public int count() {
        return count;
    }

    /** The names of the columns of all rows. */
    List<String> header() {
        return columns.stream().map(ColumnSchema::name).toList();
    }

    /** Where the steps of answers stand, if these have some. */
    Standing standing() {
        return Standing.STEP_BY_STEP;
    }

    /** The next one; null when there is none. */
    abstract @Nullable AskedExample next() throws IOException, SQLException;

    /** The cells of the next row as texts; null when there is none. */
    @Nullable
    List<String> row() throws SQLException {
        @Nullable Object[] cells = rows.next();
        if (cells == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(text(cell));
        }
        return texts;
    }

    private static String text(@Nullable Object cell) {
        if (cell instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        return cell == null ? "" : cell.toString();
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
