package dev.trainyard.quota;

import java.time.Duration;

/** Lets so many calls a second through, and as many at once; time is told by whoever asks. */
final class TokenBucket {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private double tokens;
    private long filledAt;

    TokenBucket(int perSecond, long nanos) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.filledAt = nanos;
    }

    /**
     * Takes a token, if there is one.
     *
     * @param nanos now, of a clock that only goes forwards
     */
    synchronized Taken take(long nanos) {
        double passed = Math.max(0, nanos - filledAt) / NANOS;
        tokens = Math.min(perSecond, tokens + passed * perSecond);
        filledAt = nanos;
        boolean granted = tokens >= 1;
        if (granted) {
            tokens--;
        }
        return new Taken(
                granted, (long) tokens, Duration.ofNanos((long) (NANOS * Math.max(0, 1 - tokens) / perSecond)));
    }

    /**
     * @param left how many may be taken at once now
     * @param next until there is one
     */
    record Taken(boolean granted, long left, Duration next) {}
}
