package dev.trainyard.bundle;

import java.util.List;
import java.util.Map;

/**
 * A few rows with the trainer's own answers; serving must give the same.
 *
 * @param rows raw cells by feature name (number, string or null), as a caller would send them
 * @param answers the network's raw outputs for each row, before decoding
 */
public record GoldenRows(List<Map<String, Object>> rows, List<List<Float>> answers) {}
