package dev.trainyard.worker;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.prediction.GoldenGate;

/** Passes every bundle, unless it is told to refuse one, or to break down once. */
final class ScriptedGate implements GoldenGate {

    volatile String refusal = "";
    volatile boolean breaks;

    @Override
    public Verdict check(BundleFolder bundle) {
        if (breaks) {
            breaks = false;
            throw new NoClassDefFoundError("Gate");
        }
        return new Verdict(refusal.isEmpty(), 0, refusal);
    }
}
