package dev.trainyard.bench.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The epochs of a process as they come. */
final class Epochs {

    private final Workload workload;
    private final int examples;
    private final Process process;
    private final List<Double> speeds = new ArrayList<>();
    private final List<Duration> cpu = new ArrayList<>();
    private double loss = Double.NaN;

    Epochs(Workload workload, int examples, Process process) {
        this.workload = workload;
        this.examples = examples;
        this.process = process;
    }

    /** One more has ended. */
    void add(double examplesPerSecond, double lossThen) {
        speeds.add(examplesPerSecond);
        cpu.add(process.info().totalCpuDuration().orElse(Duration.ZERO));
        loss = lossThen;
    }

    Measured measured() {
        int warm = workload.warmEpochs();
        if (speeds.size() != workload.epochs()) {
            throw new IllegalStateException(
                    "%s: %d of %d epochs".formatted(workload.name(), speeds.size(), workload.epochs()));
        }
        double seconds = speeds.subList(warm, speeds.size()).stream()
                .mapToDouble(speed -> examples / speed)
                .sum();
        double cpuSeconds = cpu.get(cpu.size() - 1).minus(cpu.get(warm - 1)).toNanos() * 1e-9;
        double trained = (double) examples * (speeds.size() - warm);
        return new Measured(trained / seconds, trained / cpuSeconds, loss, allSeconds());
    }

    private double allSeconds() {
        return speeds.stream().mapToDouble(speed -> examples / speed).sum();
    }
}
