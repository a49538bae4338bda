package dev.trainyard.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predictions for a table of texts.
 *
 * @param id the column that tells sequences apart; null where each row was an example
 * @param ids of the sequences, in the order of the predictions
 */
public record PredictedTable(Predicted predicted, @Nullable String id, List<String> ids) {

    public PredictedTable {
        ids = List.copyOf(ids);
    }
}
