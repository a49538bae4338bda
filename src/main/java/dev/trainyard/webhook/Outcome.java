package dev.trainyard.webhook;

import org.jspecify.annotations.Nullable;

/**
 * How a sending ended.
 *
 * @param status what was answered, null when nothing was
 * @param error why it did not get there, null when it did
 */
record Outcome(@Nullable Integer status, @Nullable String error) {

    private static final int GONE = 410;

    static Outcome answered(int status) {
        if (status >= 200 && status < 300) {
            return new Outcome(status, null);
        }
        boolean elsewhere = status >= 300 && status < 400;
        return new Outcome(
                status,
                elsewhere
                        ? "it answered %d, and nobody follows it elsewhere".formatted(status)
                        : "it answered %d".formatted(status));
    }

    static Outcome unreached(String why) {
        return new Outcome(null, why);
    }

    boolean isDelivered() {
        return error == null;
    }

    /** Whether the receiver wants no more messages. */
    boolean isGone() {
        return status != null && status == GONE;
    }
}
