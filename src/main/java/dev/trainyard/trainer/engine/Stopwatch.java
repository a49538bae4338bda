package dev.trainyard.trainer.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells where the time of a training goes. Nothing follows from it: it is only told. */
public final class Stopwatch {

    private final LongSupplier nanos;
    private final long[] spent = new long[Part.values().length];
    private long last;

    /** Starts it, on a clock of nanoseconds. */
    public Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
        this.last = nanos.getAsLong();
    }

    /** What a training does. */
    public enum Part {
        /** Gathers batches. */
        DATA("data"),
        /** Answers them. */
        FORWARD("forward"),
        /** Finds the slopes of the loss. */
        BACKWARD("backward"),
        /** Both, in an engine that does not part them. */
        FORWARD_AND_BACKWARD("forwardAndBackward"),
        UPDATE("update"),
        /** What else a step has: all of it, in an engine that tells nothing apart. */
        STEP("step"),
        /** Measures losses and metrics at the end of an epoch. */
        SCORES("scores"),
        CHECKPOINTS("checkpoints"),
        /** Tells all this. */
        EVENTS("events");

        private final String title;

        Part(String title) {
            this.title = title;
        }
    }

    /** What has passed since the last lap went into that part. */
    public void lap(Part part) {
        long now = nanos.getAsLong();
        spent[part.ordinal()] += now - last;
        last = now;
    }

    /** The share of each part in all laps so far; parts that took no time are left out. */
    public Map<String, Double> shares() {
        long all = 0;
        for (long each : spent) {
            all += each;
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            if (spent[part.ordinal()] > 0) {
                shares.put(part.title, Math.round(1e4 * spent[part.ordinal()] / all) / 1e4);
            }
        }
        return shares;
    }
}
