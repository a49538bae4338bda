package dev.trainyard.job;

import java.util.Locale;

/** How the owner wants a running job to end. */
public enum StopRequest {
    /** At once, and nothing is kept. */
    CANCEL,
    /** Now, with the best network so far evaluated and published. */
    FINISH,
    /** With a checkpoint, to go on later. */
    PAUSE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StopRequest of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
