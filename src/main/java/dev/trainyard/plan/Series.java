package dev.trainyard.plan;

import java.util.List;

/** What the name of a series of metrics, such as {@code validation/accuracy}, tells of it. */
public final class Series {

    private static final List<String> LARGER =
            List.of("accuracy", "exactMatch", "auc", "f1", "precision", "recall", "r2");

    private Series() {}

    /** Whether a larger value is the better one. */
    public static boolean isBetterWhenLarger(String series) {
        return LARGER.contains(series.substring(series.lastIndexOf('/') + 1));
    }
}
