package dev.trainyard.trainer.score;

import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well items are recommended: one of each row's items is hidden from the network, which then ranks all items the row
 * does not show; the hidden one should be among the first.
 */
public final class Recommending {

    private static final long PURPOSE = 5;
    private static final int[] DEPTHS = {5, 10};

    private Recommending() {}

    /** Hit rate and normalized discounted cumulative gain at 5 and 10, over the rows of at least two items. */
    public static Map<String, Double> measure(Engine engine, Part part, long seed) {
        SeededRandom random = new SeededRandom(seed, PURPOSE);
        double[] hits = new double[DEPTHS.length];
        double[] gains = new double[DEPTHS.length];
        int asked = 0;
        int atOnce = engine.rowsAtOnce();
        for (int from = 0; from < part.rows(); from += atOnce) {
            EncodedRows rows = part.features().gather(part.order(), from, Math.min(part.rows(), from + atOnce));
            int[] hidden = hideOne(rows, random);
            float[] ranked = engine.predict(rows);
            for (int row = 0; row < rows.rows(); row++) {
                if (hidden[row] >= 0) {
                    count(rank(rows, ranked, row, hidden[row]), hits, gains);
                    asked++;
                }
            }
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (int i = 0; i < DEPTHS.length; i++) {
            metrics.put("hitRate@" + DEPTHS[i], hits[i] / asked);
            metrics.put("ndcg@" + DEPTHS[i], gains[i] / asked);
        }
        return metrics;
    }

    /** Takes one item out of each row, in place; -1 where there are fewer than two. */
    private static int[] hideOne(EncodedRows rows, SeededRandom random) {
        int[] hidden = new int[rows.rows()];
        for (int row = 0; row < hidden.length; row++) {
            int at = row * rows.width();
            int items = 0;
            hidden[row] = -1;
            for (int i = 0; i < rows.width(); i++) {
                if (rows.values()[at + i] >= 0.5f && random.nextInt(++items) == 0) {
                    hidden[row] = i;
                }
            }
            if (items < 2) {
                hidden[row] = -1;
            } else {
                rows.values()[at + hidden[row]] = 0;
            }
        }
        return hidden;
    }

    /** The hidden item's rank, from 1, among the items that the row does not show. */
    private static int rank(EncodedRows rows, float[] ranked, int row, int item) {
        int at = row * rows.width();
        int rank = 1;
        for (int i = 0; i < rows.width(); i++) {
            boolean shown = rows.values()[at + i] >= 0.5f;
            if (!shown && i != item && ranked[at + i] >= ranked[at + item]) {
                rank++;
            }
        }
        return rank;
    }

    private static void count(int rank, double[] hits, double[] gains) {
        for (int i = 0; i < DEPTHS.length; i++) {
            if (rank <= DEPTHS[i]) {
                hits[i]++;
                gains[i] += Math.log(2) / Math.log(rank + 1);
            }
        }
    }
}
