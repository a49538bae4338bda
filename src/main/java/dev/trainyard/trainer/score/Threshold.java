package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Inside;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where odd begins: above the scores of nearly all validation rows, or of the training rows where there are none held back.
 */
public record Threshold(double value, String part) {

    /** The share of ordinary rows below the threshold. */
    public static final double SHARE = 0.99;

    /**
     * Finds it.
     *
     * @param atOnce for how many rows to ask
     * @param scores of some rows, the higher the odder
     */
    public static Threshold of(Prepared data, int atOnce, Function<EncodedRows, double[]> scores) {
        Part part = data.validation().isEmpty() ? data.train() : data.validation();
        double[] all = new double[part.rows()];
        for (int from = 0; from < all.length; from += atOnce) {
            int to = Math.min(all.length, from + atOnce);
            double[] some = scores.apply(part.features().gather(part.order(), from, to));
            System.arraycopy(some, 0, all, from, some.length);
        }
        Arrays.sort(all);
        return new Threshold(all[(int) Math.ceil(SHARE * all.length) - 1], part.name());
    }

    public Inside.Anomaly above(String measure, @Nullable String tensor) {
        return new Inside.Anomaly(measure, tensor, value, SHARE, part);
    }
}
