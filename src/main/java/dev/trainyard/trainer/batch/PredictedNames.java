package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.PredictionCells;
import dev.trainyard.trainer.BatchOutcome;
import dev.trainyard.trainer.JobFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names the columns of predictions so that they stand beside those of the rows. */
final class PredictedNames {

    private static final String PREFIX = "predicted_";

    /** No data set is read that has more. */
    private static final int MOST_COLUMNS = 2_000;

    private PredictedNames() {}

    /**
     * {@code predicted_label}, and so on; with a number where the rows have such a column already.
     *
     * @throws JobFailed when there are more than a data set may have
     */
    static List<BatchOutcome.Column> beside(List<String> header, List<PredictionCells.Column> columns) {
        checkCount(header.size() + columns.size());
        Set<String> taken = new HashSet<>(header);
        List<BatchOutcome.Column> named = new ArrayList<>();
        for (PredictionCells.Column column : columns) {
            String name = free(PREFIX + column.name(), taken);
            taken.add(name);
            named.add(new BatchOutcome.Column(name, column.type()));
        }
        return named;
    }

    private static void checkCount(int columns) {
        if (columns > MOST_COLUMNS) {
            throw new JobFailed(
                    "data_invalid",
                    "the rows and their predictions have %,d columns together; a data set has at most %,d"
                            .formatted(columns, MOST_COLUMNS),
                    "Leave the probabilities out, or columns of the data set.");
        }
    }

    /** The name, with a number behind it where it is taken. */
    static String free(String name, Collection<String> taken) {
        String free = name;
        for (int n = 2; taken.contains(free); n++) {
            free = name + "_" + n;
        }
        return free;
    }
}
