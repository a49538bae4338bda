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

    /** The values of the rows {@code order[from..to)}. */
    static float @Nullable [] pick(float @Nullable [] values, int[] order, int from, int to) {
        if (values == null) {
            return null;
        }
        float[] picked = new float[to - from];
        for (int i = from; i < to; i++) {
            picked[i - from] = values[order[i]];
        }
        return picked;
    }
}
