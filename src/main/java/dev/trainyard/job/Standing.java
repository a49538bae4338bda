package dev.trainyard.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a job stands after some events: the fields of its progress that changed, and the last value of each series. */
record Standing(Map<String, Object> progress, Map<String, @Nullable Double> latest) {

    static Standing after(List<? extends NewEvent> events) {
        Standing standing = new Standing(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (NewEvent event : events) {
            if (event instanceof NewEvent.Metrics metrics) {
                standing.take(metrics);
            }
        }
        return standing;
    }

    private void take(NewEvent.Metrics metrics) {
        progress.put("epoch", metrics.epoch());
        progress.put("iteration", metrics.iteration());
        progress.put("fraction", metrics.progress());
        if (metrics.etaSeconds() != null) {
            progress.put("etaSeconds", metrics.etaSeconds());
        }
        if (metrics.samplesPerSecond() != null) {
            progress.put("samplesPerSecond", metrics.samplesPerSecond());
        }
        if (metrics.effort() != null) {
            progress.put("effort", metrics.effort());
        }
        latest.putAll(metrics.series());
    }
}
