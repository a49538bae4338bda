package dev.trainyard.bench.training;

import java.util.List;

/**
 * A line of the report.
 *
 * @param ratios our speed in that of PyTorch by wall time, one for each pair of runs, sorted
 * @param cpuRatios the same by CPU time
 */
record Row(
        String work,
        double aim,
        List<Double> ratios,
        List<Double> cpuRatios,
        double examplesPerSecond,
        double torchExamplesPerSecond,
        double loss,
        double torchLoss) {

    /** Losses that are this near are those of nets that learned the same; each side draws its own weights. */
    private static final double TOLERANCE = 0.25;

    private static final double LEARNED = 0.05;

    static Row of(Workload workload, List<Measured> ours, List<Measured> torch) {
        List<Double> ratios = new java.util.ArrayList<>();
        List<Double> cpuRatios = new java.util.ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i).examplesPerSecond() / torch.get(i).examplesPerSecond());
            cpuRatios.add(ours.get(i).examplesPerCpuSecond() / torch.get(i).examplesPerCpuSecond());
        }
        return new Row(
                workload.name(),
                workload.aim(),
                ratios.stream().sorted().toList(),
                cpuRatios.stream().sorted().toList(),
                median(ours.stream().map(Measured::examplesPerSecond).sorted().toList()),
                median(torch.stream().map(Measured::examplesPerSecond).sorted().toList()),
                median(ours.stream().map(Measured::loss).sorted().toList()),
                median(torch.stream().map(Measured::loss).sorted().toList()));
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
        return Math.max(loss, torchLoss) < LEARNED
                || Math.abs(loss - torchLoss) <= TOLERANCE * Math.max(loss, torchLoss);
    }
}
