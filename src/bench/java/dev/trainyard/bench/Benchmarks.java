package dev.trainyard.bench;

import dev.trainyard.bench.service.QuickStart;
import dev.trainyard.bench.training.TrainingBenchmark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Measures Trainyard beside others: {@code Benchmarks <folder of the reports> <scratch folder>}.
 *
 * <p>{@code -Dbench.pairs=5} says how many pairs of runs there are, {@code -Dbench.only=lstm} what runs: networks whose name has
 * this word, or {@code service}.
 */
final class Benchmarks {

    private static final int PAIRS = Integer.getInteger("bench.pairs", 3);
    private static final String ONLY = System.getProperty("bench.only", "").toLowerCase(Locale.ROOT);

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        Path reports = Path.of(arguments[0]);
        Path scratch = Path.of(arguments[1]);
        new TrainingBenchmark(PAIRS, scratch).run(ONLY, reports);
        if ("service".contains(ONLY)) {
            new QuickStart(PAIRS, scratch).run(reports);
        }
    }
}
