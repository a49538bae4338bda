package dev.trainyard.trainer.loop;

import java.util.Arrays;

/** Why training came to its end. */
public enum LoopEnd {
    COMPLETED("completed"),
    EARLY_STOPPING("early-stopping"),
    BUDGET("budget"),
    FINISHED_ON_REQUEST("finished-on-request"),
    /** At the checkpoint that is to be published. */
    CHECKPOINT("checkpoint"),
    /** At once: what is trained already is only measured. */
    EVALUATED("evaluated"),
    PAUSED("paused"),
    CANCELLED("cancelled");

    private final String stopReason;

    LoopEnd(String stopReason) {
        this.stopReason = stopReason;
    }

    static LoopEnd of(String stopReason) {
        return Arrays.stream(values())
                .filter(end -> end.stopReason.equals(stopReason))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no training ends as '%s'".formatted(stopReason)));
    }

    /** Whether training comes to it by itself, wherever and however often it runs. */
    boolean isOfItself() {
        return this == COMPLETED || this == EARLY_STOPPING;
    }

    /** As the contract spells it. */
    public String stopReason() {
        return stopReason;
    }
}
