package dev.trainyard.trainer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of answering rows.
 *
 * @param rows how many were written
 * @param answered how many of them have predictions; the cells of the others are empty
 * @param pictures whether these are pictures in an archive, with a table of what else there is beside them
 * @param predicted the columns of the predictions, behind those of the rows
 */
public record BatchOutcome(long rows, long answered, boolean pictures, List<Column> predicted) {

    public BatchOutcome {
        predicted = List.copyOf(predicted);
    }

    /** @param type null where its cells tell */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Column(String name, @Nullable ColumnType type) {}
}
