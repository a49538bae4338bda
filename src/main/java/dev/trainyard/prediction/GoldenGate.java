package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import java.io.IOException;

/** Holds a bundle against its golden rows. */
public interface GoldenGate {

    /** The largest relative difference that is let through. */
    double TOLERANCE = 1e-4;

    /** Answers the golden rows on the serving path (encoder and ONNX Runtime) and compares. */
    Verdict check(BundleFolder bundle) throws IOException;

    /**
     * @param passed whether every answer agrees within {@link #TOLERANCE}
     * @param largestDifference relative to the largest answer of the row
     * @param reason in words, when it did not pass
     */
    record Verdict(boolean passed, double largestDifference, String reason) {}
}
