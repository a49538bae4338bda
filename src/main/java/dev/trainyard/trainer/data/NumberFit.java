package dev.trainyard.trainer.data;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.plan.Preprocessing;
import java.util.Arrays;

/** Learns from the training rows how a column of numbers is scaled, and what stands in for a missing cell. */
final class NumberFit {

    private final Preprocessing.Numeric scaling;
    private final Preprocessing.Missing missing;

    NumberFit(Preprocessing preprocessing) {
        this.scaling = preprocessing.numeric();
        this.missing = preprocessing.missing();
    }

    /** Fits the encoder of a column to cells of which NaN are missing. */
    ColumnEncoder.Numeric fit(String column, double[] cells) {
        int present = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double cell : cells) {
            if (!Double.isNaN(cell)) {
                present++;
                min = Math.min(min, cell);
                max = Math.max(max, cell);
            }
        }
        if (present == 0) {
            return new ColumnEncoder.Numeric(column, 0, 1, 0, 0, 0);
        }
        double mean = mean(cells);
        double fill = switch (missing) {
            case MEAN -> mean;
            case MEDIAN -> median(cells);
            case ZERO -> 0;
        };
        return switch (scaling) {
            case STANDARDIZE, AUTO -> numeric(column, mean, std(cells, mean, present), fill, min, max);
            case MIN_MAX -> numeric(column, min, max - min, fill, min, max);
            case NONE -> numeric(column, 0, 1, fill, min, max);
        };
    }

    private static ColumnEncoder.Numeric numeric(
            String column, double offset, double scale, double fill, double min, double max) {
        boolean constant = !(scale > Math.ulp(Math.max(Math.abs(min), Math.abs(max))) * 4);
        return new ColumnEncoder.Numeric(column, offset, constant ? 1 : scale, fill, min, max);
    }

    private static double mean(double[] cells) {
        return Arrays.stream(cells)
                .filter(cell -> !Double.isNaN(cell))
                .average()
                .orElse(0);
    }

    /** The sample standard deviation, 0 for a single cell. */
    private static double std(double[] cells, double mean, int count) {
        double squares = Arrays.stream(cells)
                .filter(cell -> !Double.isNaN(cell))
                .map(cell -> (cell - mean) * (cell - mean))
                .sum();
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1));
    }

    private static double median(double[] cells) {
        double[] sorted = Arrays.stream(cells)
                .filter(cell -> !Double.isNaN(cell))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
