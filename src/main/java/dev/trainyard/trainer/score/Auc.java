package dev.trainyard.trainer.score;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The area under the ROC curve: the chance that a row of the class scores above one that is not; ties count half. */
final class Auc {

    private Auc() {}

    /** By the sum of ranks (Mann and Whitney 1947); null when all rows are of the class, or none. */
    static @Nullable Double of(double[] scores, boolean[] ofClass) {
        double[] all = sorted(scores, ofClass, false);
        double[] some = sorted(scores, ofClass, true);
        double ranks = 0;
        int next = 0;
        for (int from = 0; from < all.length && next < some.length; ) {
            int to = after(all, from);
            double meanRank = (from + 1 + to) / 2.0;
            for (; next < some.length && some[next] <= all[from]; next++) {
                ranks += meanRank;
            }
            from = to;
        }
        long positives = some.length;
        long negatives = all.length - positives;
        return positives == 0 || negatives == 0
                ? null
                : (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** The scores of all rows, or of those of the class, from the smallest on. */
    private static double[] sorted(double[] scores, boolean[] ofClass, boolean alone) {
        double[] some = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (!alone || ofClass[i]) {
                some[count++] = scores[i];
            }
        }
        Arrays.sort(some, 0, count);
        return Arrays.copyOf(some, count);
    }

    /** Where the scores begin that are larger. */
    private static int after(double[] sorted, int from) {
        int to = from + 1;
        while (to < sorted.length && sorted[to] == sorted[from]) {
            to++;
        }
        return to;
    }
}
