package dev.trainyard.trainer.loop;

import dev.trainyard.plan.Training;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** In what order an epoch goes through the training rows: it follows from seed and epoch, so it need not be kept. */
final class EpochOrder {

    private static final long PURPOSE = 1_000_000;

    private EpochOrder() {}

    static int[] of(int rows, Training training, int epoch) {
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        if (training.shuffle()) {
            new SeededRandom(training.seed(), PURPOSE + epoch).shuffle(order);
        }
        return order;
    }

    /**
     * The values of the examples {@code order[from..to)}.
     *
     * @param each how many values an example has
     */
    static float @Nullable [] pick(float @Nullable [] values, int each, int[] order, int from, int to) {
        if (values == null) {
            return null;
        }
        float[] picked = new float[(to - from) * each];
        for (int i = from; i < to; i++) {
            System.arraycopy(values, order[i] * each, picked, (i - from) * each, each);
        }
        return picked;
    }
}
