package dev.trainyard.plan;

/** How many rows one update may have for training to fit into memory. */
public final class LargestBatch {

    private LargestBatch() {}

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
