package dev.trainyard.trainer.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An example that a model is to be asked, and the rows that it is made of.
 *
 * @param value as a caller would send it; null where the rows are none
 * @param rows their cells as texts, with an empty one for a missing cell
 */
record AskedExample(@Nullable Object value, List<List<String>> rows) {

    AskedExample {
        rows = List.copyOf(rows);
    }
}
