package dev.trainyard.trainer.loop;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells the time that training takes, from a clock of nanoseconds. */
final class Pace {

    private static final double METRICS_EVERY_SECONDS = 0.25;

    private final LongSupplier nanos;
    private final long started;
    private final double before;
    private double lastMetrics;
    private double epochBegan = Double.NaN;
    private double startProgress;

    /**
     * Starts the clock.
     *
     * @param before seconds that earlier attempts took
     */
    Pace(LongSupplier nanos, double before) {
        this.nanos = nanos;
        this.before = before;
        this.started = nanos.getAsLong();
    }

    /** How far training already was when the clock started, 0 to 1. */
    void startFrom(double progress) {
        startProgress = progress;
    }

    double seconds() {
        return before + sinceStart();
    }

    private double sinceStart() {
        return (nanos.getAsLong() - started) * 1e-9;
    }

    /** Whether numbers on the way through an epoch may be told again. */
    boolean metricsAreDue() {
        double now = sinceStart();
        if (now - lastMetrics < METRICS_EVERY_SECONDS) {
            return false;
        }
        lastMetrics = now;
        return true;
    }

    /** The time left at the pace so far, null before there is one. */
    @Nullable
    Double etaSeconds(double progress) {
        double gone = progress - startProgress;
        return gone <= 0 ? null : sinceStart() / gone * (1 - progress);
    }

    /** Ends an epoch and begins the next; rows a second since the last call, null for the first. */
    @Nullable
    Double endEpoch(int rows) {
        double now = sinceStart();
        Double speed = Double.isNaN(epochBegan) || now <= epochBegan ? null : rows / (now - epochBegan);
        epochBegan = now;
        return speed;
    }
}
