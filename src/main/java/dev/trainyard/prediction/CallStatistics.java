package dev.trainyard.prediction;

import java.util.List;

/**
 * What this process was asked of a version since it started, with durations in nanoseconds.
 *
 * @param lastMillis when it last answered, in milliseconds since 1970; 0 for never
 * @param rows that it answered
 * @param runs of its network
 * @param failed calls that were not answered, those refused among them
 * @param queue how long the answered calls waited for a place
 * @param sizes the same by how many rows a run had, the smallest first
 */
public record CallStatistics(
        long lastMillis,
        long rows,
        long runs,
        long answered,
        long answeredNanos,
        long failed,
        long failedNanos,
        long queue,
        Computing computing,
        List<Size> sizes) {

    /** Of a version that nobody has asked. */
    static final CallStatistics NONE = new CallStatistics(0, 0, 0, 0, 0, 0, 0, 0, new Computing(0, 0, 0, 0), List.of());

    public CallStatistics {
        sizes = List.copyOf(sizes);
    }

    /** What reading, the network and writing took of so many calls. */
    public record Computing(long calls, long input, long infer, long output) {}

    /** What runs of so many rows took. */
    public record Size(int rows, Computing computing) {}
}
