package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TargetCodec;

/** How many examples go into the bundle with the trainer's answers: fewer where an answer is long. */
final class GoldenCount {

    private static final int MOST_NUMBERS = 200_000;

    private GoldenCount() {}

    static int of(int wanted, TargetCodec codec) {
        return Math.max(2, Math.min(wanted, MOST_NUMBERS / codec.width()));
    }
}
