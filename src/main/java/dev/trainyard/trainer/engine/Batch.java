package dev.trainyard.trainer.engine;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one update.
 *
 * @param features row-major, {@code [rows, inputs]}
 * @param targets row-major, {@code [rows, outputs]}
 * @param weights what each row's loss counts, null where each counts 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Batch(int rows, float[] features, float[] targets, float @Nullable [] weights) {}
