package dev.trainyard.trainer.loop;

import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The series told at the end of an epoch: how well what learns does then, on training and validation rows. */
public interface EpochScores {

    int MOST_TRAINING_ROWS = 10_000;
    long PURPOSE = 2;

    /** Before the first update: the loss, too, is that of the network as it stands. */
    Map<String, @Nullable Double> ofUntrained();

    /**
     * After an epoch; empty when what is answered are no longer numbers.
     *
     * @param epoch counted from 1
     * @param trainLoss mean over the epoch
     */
    Optional<Map<String, @Nullable Double>> after(int epoch, double trainLoss);

    /** All training rows, or a fixed sample of very many. */
    static int[] sample(Part train, long seed) {
        return sample(train, MOST_TRAINING_ROWS, seed);
    }

    /** All rows of a part, or a fixed sample of so many. */
    static int[] sample(Part part, int most, long seed) {
        int[] order = part.order();
        if (order.length <= most) {
            return order;
        }
        new SeededRandom(seed, PURPOSE).shuffle(order);
        int[] some = Arrays.copyOf(order, most);
        Arrays.sort(some);
        return some;
    }

    /** JSON has no other numbers. */
    static @Nullable Double finite(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
