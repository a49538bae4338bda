package dev.trainyard.bench.training;

/**
 * What a run took, after it was warm.
 *
 * @param examplesPerSecond by wall time
 * @param examplesPerCpuSecond of the whole process
 * @param loss at the end
 * @param seconds of all epochs, the first ones as well
 */
public record Measured(double examplesPerSecond, double examplesPerCpuSecond, double loss, double seconds) {}
