package dev.trainyard.trainer.dl4j;

import org.jspecify.annotations.Nullable;

/** How many steps of each example of the present batch are real; one for all layers of a network. */
final class Lengths {

    private int @Nullable [] present;

    /** @param lengths of the batch to come, null when all steps are real */
    void set(int @Nullable [] lengths) {
        this.present = lengths;
    }

    int @Nullable [] get() {
        return present;
    }
}
