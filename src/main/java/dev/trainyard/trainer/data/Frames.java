package dev.trainyard.trainer.data;

import java.util.BitSet;

/**
 * The pictures of a file in the order of its sequences.
 *
 * @param numbers which picture each step of the sequences is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frames(PixelFile pixels, int[] numbers) {

    int frameBytes() {
        return pixels.pictureBytes();
    }

    /** Copies the picture of a step. */
    void read(int step, byte[] into) {
        pixels.read(numbers[step], into);
    }

    /** The numbers of the pictures that some steps are. */
    int[] of(BitSet steps) {
        return steps.stream().map(step -> numbers[step]).toArray();
    }
}
