package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import java.util.ArrayList;
import java.util.List;

/** How often told classes are right, by how sure the network is of them. */
final class Reliability {

    static final int BINS = 10;

    private final long[] rows = new long[BINS];
    private final double[] confidence = new double[BINS];
    private final long[] right = new long[BINS];

    private Reliability() {}

    /**
     * Counts.
     *
     * @param probabilities of each class, row by row
     * @param truth the right one
     */
    static Reliability of(double[][] probabilities, int[] truth) {
        Reliability counted = new Reliability();
        for (int row = 0; row < truth.length; row++) {
            int told = ClassScores.largest(probabilities[row]);
            counted.add(probabilities[row][told], told == truth[row]);
        }
        return counted;
    }

    private void add(double probability, boolean isRight) {
        int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(probability * BINS) - 1));
        rows[bin]++;
        confidence[bin] += probability;
        right[bin] += isRight ? 1 : 0;
    }

    double ece() {
        double apart = 0;
        long all = 0;
        for (int bin = 0; bin < BINS; bin++) {
            apart += Math.abs(confidence[bin] - right[bin]);
            all += rows[bin];
        }
        return all == 0 ? 0 : apart / all;
    }

    Evaluation.Calibration report() {
        List<Evaluation.Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (rows[bin] > 0) {
                bins.add(new Evaluation.Bin(
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        rows[bin],
                        confidence[bin] / rows[bin],
                        (double) right[bin] / rows[bin]));
            }
        }
        return new Evaluation.Calibration(ece(), bins);
    }
}
