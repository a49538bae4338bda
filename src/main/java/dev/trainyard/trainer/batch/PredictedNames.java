package dev.trainyard.trainer.batch;

import dev.trainyard.prediction.PredictionCells;
import dev.trainyard.trainer.BatchOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names the columns of predictions so that they stand beside those of the rows. */
final class PredictedNames {

    private static final String PREFIX = "predicted_";

    private PredictedNames() {}

    /** {@code predicted_label}, and so on; with a number where the rows have such a column already. */
    static List<BatchOutcome.Column> beside(List<String> header, List<PredictionCells.Column> columns) {
        Set<String> taken = new HashSet<>(header);
        List<BatchOutcome.Column> named = new ArrayList<>();
        for (PredictionCells.Column column : columns) {
            String name = free(PREFIX + column.name(), taken);
            taken.add(name);
            named.add(new BatchOutcome.Column(name, column.type()));
        }
        return named;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int n = 2; taken.contains(free); n++) {
            free = name + "_" + n;
        }
        return free;
    }
}
