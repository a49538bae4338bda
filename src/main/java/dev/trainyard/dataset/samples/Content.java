package dev.trainyard.dataset.samples;

import java.util.Random;

/** Makes the bytes of a sample. */
@FunctionalInterface
public interface Content {

    /**
     * Makes the whole file.
     *
     * @param rows how many are wanted; whole sequences are made, so that there may be a few more
     * @param noise from 0 to 1
     */
    byte[] bytes(int rows, double noise, Random random);

    /** So many rows can be made. */
    default int mostRows() {
        return 1_000_000;
    }
}
