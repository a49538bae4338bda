package dev.trainyard.bench.training;

import java.util.List;

/**
 * A line of the report.
 *
 * @param ratios our speed in that of the peer by wall time, one for each pair of runs, sorted
 * @param cpuRatios the same by CPU time
 */
record Row(
        String work,
        String peer,
        double aim,
        List<Double> ratios,
        List<Double> cpuRatios,
        double examplesPerSecond,
        double peerExamplesPerSecond,
        double loss,
        double peerLoss) {

    /** Losses that are this near are those of nets that learned the same; each side draws its own weights. */
    private static final double TOLERANCE = 0.25;

    private static final double LEARNED = 0.05;

    static Row of(Workload workload, List<Measured> ours, List<Measured> others) {
        List<Double> ratios = new java.util.ArrayList<>();
        List<Double> cpuRatios = new java.util.ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).examplesPerSecond() / others.get(i).examplesPerSecond());
            cpuRatios.add(ours.get(i).examplesPerCpuSecond() / others.get(i).examplesPerCpuSecond());
        }
        return new Row(
                workload.name(),
                workload.peer().title(),
                workload.aim(),
                ratios.stream().sorted().toList(),
                cpuRatios.stream().sorted().toList(),
                median(ours.stream().map(Measured::examplesPerSecond).sorted().toList()),
                median(others.stream().map(Measured::examplesPerSecond).sorted().toList()),
                median(ours.stream().map(Measured::loss).sorted().toList()),
                median(others.stream().map(Measured::loss).sorted().toList()));
    }

    static double median(List<Double> sorted) {
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    double ratio() {
        return median(ratios);
    }

    double cpuRatio() {
        return median(cpuRatios);
    }

    boolean learnedTheSame() {
        return Math.max(loss, peerLoss) < LEARNED
                || Math.abs(loss - peerLoss) <= TOLERANCE * Math.max(loss, peerLoss);
    }
}
