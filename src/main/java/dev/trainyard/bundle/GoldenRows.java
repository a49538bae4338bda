package dev.trainyard.bundle;

import java.util.List;
import java.util.Map;

/**
 * A few rows with the trainer's own answers; serving must give the same.
 *
 * @param rows examples as a caller would send them, such as raw cells by feature name
 * @param answers the network's raw outputs for each row, before decoding
 * @param others what other outputs hold for each row, by the name of their tensor
 */
public record GoldenRows(List<Object> rows, List<List<Float>> answers, Map<String, List<List<Float>>> others) {

    public GoldenRows {
        others = others == null ? Map.of() : Map.copyOf(others);
    }

    public GoldenRows(List<Object> rows, List<List<Float>> answers) {
        this(rows, answers, Map.of());
    }

    /** Row-major numbers as a list for each row. */
    public static List<List<Float>> rows(float[] numbers, int rows) {
        int width = numbers.length / rows;
        return java.util.stream.IntStream.range(0, rows)
                .mapToObj(row -> row(numbers, row * width, width))
                .toList();
    }

    private static List<Float> row(float[] numbers, int from, int width) {
        return java.util.stream.IntStream.range(from, from + width)
                .mapToObj(i -> numbers[i])
                .toList();
    }
}
