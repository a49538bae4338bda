package dev.trainyard.bundle;

import java.util.List;

/**
 * A few rows with the trainer's own answers; serving must give the same.
 *
 * @param rows examples as a caller would send them, such as raw cells by feature name
 * @param answers the network's raw outputs for each row, before decoding
 */
public record GoldenRows(List<Object> rows, List<List<Float>> answers) {}
