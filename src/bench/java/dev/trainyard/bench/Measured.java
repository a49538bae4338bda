package dev.trainyard.bench;

/**
 * What a run took, after it was warm.
 *
 * @param examplesPerSecond by wall time
 * @param examplesPerCpuSecond of the whole process
 * @param loss at the end
 */
record Measured(double examplesPerSecond, double examplesPerCpuSecond, double loss) {}
