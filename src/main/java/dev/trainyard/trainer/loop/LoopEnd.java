package dev.trainyard.trainer.loop;

/** Why training came to its end. */
public enum LoopEnd {
    COMPLETED("completed"),
    EARLY_STOPPING("early-stopping"),
    BUDGET("budget"),
    FINISHED_ON_REQUEST("finished-on-request"),
    PAUSED("paused"),
    CANCELLED("cancelled");

    private final String stopReason;

    LoopEnd(String stopReason) {
        this.stopReason = stopReason;
    }

    /** As the contract spells it. */
    public String stopReason() {
        return stopReason;
    }
}
