package dev.trainyard.trainer;

import java.io.IOException;

/** What a trainer says when its disk is full, for trainers that follow scripts. */
public final class FullDiskWords {

    private FullDiskWords() {}

    public static TrainerEvent.Failed of(IOException cause) {
        if (!FullDisk.isOne(cause)) {
            throw new AssertionError("not what a full disk says", cause);
        }
        return FullDisk.failure(cause, "training");
    }
}
