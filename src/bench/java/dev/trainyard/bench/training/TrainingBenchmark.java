package dev.trainyard.bench.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Trains each workload with Trainyard and with its peer, in turns. */
public final class TrainingBenchmark {

    private final int pairs;
    private final Path scratch;

    public TrainingBenchmark(int pairs, Path scratch) {
        this.pairs = pairs;
        this.scratch = scratch;
    }

    /** Runs the workloads whose name has this word, and writes the report of those that have run. */
    public void run(String word, Path reports) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Workload workload : Workload.all()) {
            if (workload.name().toLowerCase(Locale.ROOT).contains(word)) {
                Row row = row(workload);
                rows.add(row);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.2f of its peer by wall time %s, %.2f by CPU time; losses %.4f and %.4f%n",
                        row.work(),
                        row.ratio(),
                        row.ratios(),
                        row.cpuRatio(),
                        row.loss(),
                        row.peerLoss());
                TrainingReport.of(pairs, rows).write(reports); // what was measured stays, whatever comes
            }
        }
    }

    private Row row(Workload workload) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(scratch), "bench");
        Examples examples = workload.examples().get();
        Contender ours = new TrainyardContender(workload, examples, folder);
        Contender peer = new PeerContender(workload, examples, folder);
        List<Measured> ourRuns = new ArrayList<>();
        List<Measured> peerRuns = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                ourRuns.add(ours.run());
            }
            peerRuns.add(peer.run());
            if (pair % 2 == 1) {
                ourRuns.add(ours.run());
            }
        }
        return Row.of(workload, ourRuns, peerRuns);
    }
}
