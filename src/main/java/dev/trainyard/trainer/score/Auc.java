package dev.trainyard.trainer.score;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The area under the ROC curve: the chance that a row of the class scores above one that is not; ties count half. */
final class Auc {

    private Auc() {}

    /** By the sum of ranks (Mann and Whitney 1947); null when all rows are of the class, or none. */
    static @Nullable Double of(double[] scores, boolean[] ofClass) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double ranks = 0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            double meanRank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (ofClass[order[i]]) {
                    ranks += meanRank;
                    positives++;
                }
            }
            from = Math.max(to, from + 1);
        }
        long negatives = scores.length - positives;
        return positives == 0 || negatives == 0
                ? null
                : (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }
}
