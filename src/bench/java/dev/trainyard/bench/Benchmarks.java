package dev.trainyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains each workload with Trainyard and with PyTorch, in turns: {@code Benchmarks <folder of the report> <scratch folder>}.
 *
 * <p>{@code -Dbench.pairs=5} says how many pairs of runs there are, {@code -Dbench.only=lstm} which workloads run.
 */
final class Benchmarks {

    private static final int PAIRS = Integer.getInteger("bench.pairs", 3);
    private static final String ONLY = System.getProperty("bench.only", "").toLowerCase(Locale.ROOT);

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Workload workload : Workload.all()) {
            if (workload.name().toLowerCase(Locale.ROOT).contains(ONLY)) {
                Row row = row(workload, Path.of(arguments[1]));
                rows.add(row);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.2f of PyTorch by wall time %s, %.2f by CPU time; losses %.4f and %.4f%n",
                        row.work(),
                        row.ratio(),
                        row.ratios(),
                        row.cpuRatio(),
                        row.loss(),
                        row.torchLoss());
            }
        }
        Report.of(PAIRS, rows).write(Path.of(arguments[0]));
    }

    private static Row row(Workload workload, Path scratch) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(scratch), "bench");
        Examples examples = workload.examples().get();
        Contender ours = new TrainyardContender(workload, examples, folder);
        Contender torch = new TorchContender(workload, examples, folder);
        List<Measured> ourRuns = new ArrayList<>();
        List<Measured> torchRuns = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            if (pair % 2 == 0) {
                ourRuns.add(ours.run());
            }
            torchRuns.add(torch.run());
            if (pair % 2 == 1) {
                ourRuns.add(ours.run());
            }
        }
        return Row.of(workload, ourRuns, torchRuns);
    }
}
