package dev.trainyard.bundle;

import java.util.List;

/**
 * How far the rows of another data set are from the training rows in a column.
 *
 * @param psi the population stability index over the bins or categories, and the missing cells: Σ(q − p)·ln(q/p)
 * @param limit what it stays below, but for one column in a thousand, when both have the same distribution; at least 0.1
 * @param missing the share of cells that have nothing
 * @param missingInTraining the same of the training rows
 * @param outside the share of cells that the training rows have nothing like: numbers out of their range, other categories
 */
public record ColumnDrift(
        String column, long rows, double psi, double limit, double missing, double missingInTraining, double outside) {

    private static final double USUAL_LIMIT = 0.1;

    /** The 99.9 % quantile of the standard normal distribution. */
    private static final double QUANTILE = 3.0902;

    /**
     * Compares.
     *
     * @param counts of the other rows, in the bins or categories of the training rows
     * @param missing how many of their cells have nothing
     * @param outside how many have what no training row has; numbers among them are counted in their bins, too
     */
    public static ColumnDrift of(ColumnProfile training, List<Long> counts, long missing, long rows, long outside) {
        return new ColumnDrift(
                training.column(),
                rows,
                psi(training, counts, missing, rows),
                limit(training, rows),
                share(missing, rows),
                share(training.missing(), training.rows()),
                share(outside, rows));
    }

    private static double share(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }

    private static double psi(ColumnProfile training, List<Long> counts, long missing, long rows) {
        int bins = counts.size() + 1;
        double sum = term(training.missing(), training.rows(), missing, rows, bins);
        for (int bin = 0; bin < counts.size(); bin++) {
            sum += term(training.counts().get(bin), training.rows(), counts.get(bin), rows, bins);
        }
        return sum;
    }

    /** Half a row more in each bin, so that an empty one is not infinitely far from any other. */
    private static double term(long then, long allThen, long now, long allNow, int bins) {
        double p = (then + 0.5) / (allThen + 0.5 * bins);
        double q = (now + 0.5) / (allNow + 0.5 * bins);
        return (q - p) * Math.log(q / p);
    }

    /** Between samples of one distribution the index is (1/n + 1/m)·χ² of one bin less (Yurdakul 2018). */
    private static double limit(ColumnProfile training, long rows) {
        double freedom = training.counts().size();
        double root = 1 - 2 / (9 * freedom) + QUANTILE * Math.sqrt(2 / (9 * freedom));
        double chiSquare = freedom * root * root * root;
        return Math.max(USUAL_LIMIT, chiSquare * (1.0 / Math.max(1, training.rows()) + 1.0 / Math.max(1, rows)));
    }

    /** Whether the two are further apart than chance makes them. */
    public boolean hasDrifted() {
        return psi > limit;
    }
}
