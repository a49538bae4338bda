package dev.trainyard.dataset.upload;

import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Optional;

/**
 * How so many bytes are cut into parts: all as long as {@code partBytes}, the last with the rest. The limits are those of
 * S3, and at most a thousand parts, so that all of them fit into one answer.
 */
public record PartPlan(long bytes, long partBytes) {

    public static final long LEAST = 5L << 20;
    public static final long MOST = 5L << 30;
    public static final int MOST_PARTS = 1_000;

    private static final long USUAL = 16L << 20;

    public PartPlan {
        if (bytes < 1 || partBytes < 1) {
            throw new IllegalArgumentException("%d bytes in parts of %d".formatted(bytes, partBytes));
        }
    }

    /** Parts of 16 MiB, or as much more as keeps them within the limit. */
    static PartPlan usual(long bytes) {
        return new PartPlan(bytes, Math.max(USUAL, leastFor(bytes)));
    }

    private static long leastFor(long bytes) {
        return Math.max(LEAST, (bytes - 1) / MOST_PARTS + 1);
    }

    /** What is wrong with it. */
    Optional<Violation> violation() {
        if (partBytes < LEAST && bytes > partBytes) {
            return Optional.of(violation(
                    "partBytes is %d; every part but the last has at least %d".formatted(partBytes, LEAST),
                    leastFor(bytes)));
        }
        if (partBytes > MOST) {
            return Optional.of(violation("partBytes is %d; a part has at most %d".formatted(partBytes, MOST), MOST));
        }
        if ((bytes - 1) / partBytes + 1 > MOST_PARTS) {
            return Optional.of(violation(
                    "partBytes is %d, which makes %d parts of %d bytes; at most %d parts may be"
                            .formatted(partBytes, (bytes - 1) / partBytes + 1, bytes, MOST_PARTS),
                    leastFor(bytes)));
        }
        return Optional.empty();
    }

    private static Violation violation(String message, long better) {
        return new Violation("/partBytes", "invalid_value", message)
                .suggesting(Suggestion.replace("/partBytes", better));
    }

    public int count() {
        return Math.toIntExact((bytes - 1) / partBytes + 1);
    }

    public boolean has(int number) {
        return number >= 1 && number <= count();
    }

    /** The first byte of a part, from 0. */
    public long offset(int number) {
        return (number - 1) * partBytes;
    }

    public long length(int number) {
        return Math.min(partBytes, bytes - offset(number));
    }
}
