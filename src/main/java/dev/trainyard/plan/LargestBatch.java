package dev.trainyard.plan;

/** How many rows one update may have for training to fit into memory. */
public final class LargestBatch {

    /** More rows at once make an evaluation no faster. */
    public static final int MOST_TO_ANSWER = 1024;

    /** What is always there. */
    private static final long BYTES_TO_ANSWER = 16 << 20;

    private LargestBatch() {}

    /**
     * How many rows a network is asked for at once: where they take more than next to no memory, no more than an update has,
     * so that a job whose batch fits can be evaluated as well.
     */
    public static int toAnswer(ResolvedJob job) {
        return job.layers().isEmpty()
                ? MOST_TO_ANSWER
                : toAnswer(job, Footprint.of(job.layers()).activations());
    }

    /**
     * The same where an engine says what it needs.
     *
     * @param numbersOfRow how many numbers it keeps for each row
     */
    public static int toAnswer(ResolvedJob job, long numbersOfRow) {
        int batch = job.training().batchSize().of(MOST_TO_ANSWER);
        long fits = BYTES_TO_ANSWER / (Float.BYTES * numbersOfRow);
        return (int) Math.max(batch, Math.min(MOST_TO_ANSWER, fits));
    }

    /**
     * Works it out from the shapes of the layers and the memory of the update rule.
     *
     * @param bytes what parameters, update rule and activations may take together
     * @return 0 when not even one row fits
     */
    public static int of(ResolvedJob job, long bytes) {
        if (job.layers().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        return Footprint.of(job.layers())
                .memory(1, job.training().optimizer(), Math.max(0, bytes))
                .largestBatchThatFits();
    }
}
