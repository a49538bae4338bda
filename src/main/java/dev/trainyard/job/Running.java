package dev.trainyard.job;

/**
 * A worker's claim to a job: what it takes to write to a running one. It is void as soon as the job is claimed again.
 *
 * @param attempt the fencing number, which only grows
 */
public record Running(String jobId, int attempt, String worker) {}
