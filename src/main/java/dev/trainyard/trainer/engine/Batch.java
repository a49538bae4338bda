package dev.trainyard.trainer.engine;

import org.jspecify.annotations.Nullable;

/**
 * The examples of one update.
 *
 * @param weights what each example's loss counts, or that of each of its steps, padding included; null where each counts 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Batch(EncodedRows inputs, EncodedRows targets, float @Nullable [] weights) {

    public int rows() {
        return inputs.rows();
    }
}
