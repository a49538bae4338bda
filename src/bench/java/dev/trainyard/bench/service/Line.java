package dev.trainyard.bench.service;

import java.util.List;
import java.util.Locale;

/**
 * A row of the table: the same work done by Trainyard and by another.
 *
 * @param seconds of Trainyard, one for each run
 * @param peerSeconds of the other
 * @param aim the least number of times that Trainyard should be faster, 0 where none was set
 */
record Line(String work, List<Double> seconds, String peer, List<Double> peerSeconds, double aim) {

    static Line of(String work, double seconds, String peer, double peerSeconds, double aim) {
        return new Line(work, List.of(seconds), peer, List.of(peerSeconds), aim);
    }

    /** How many times faster Trainyard is, by the medians. */
    double faster() {
        return median(peerSeconds) / median(seconds);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f s (%s) | %s | %.2f s (%s) | **%.2f** | %s |",
                work,
                median(seconds),
                range(seconds),
                peer,
                median(peerSeconds),
                range(peerSeconds),
                faster(),
                aim > 0 ? String.format(Locale.ROOT, "%.2f", aim) : "-");
    }

    private static String range(List<Double> values) {
        double least = values.stream().mapToDouble(value -> value).min().orElseThrow();
        double most = values.stream().mapToDouble(value -> value).max().orElseThrow();
        return values.size() == 1 ? "one run" : String.format(Locale.ROOT, "%.2f to %.2f", least, most);
    }
}
