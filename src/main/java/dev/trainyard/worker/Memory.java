package dev.trainyard.worker;

import dev.trainyard.job.Failure;
import dev.trainyard.job.Phase;
import dev.trainyard.plan.LargestBatch;
import dev.trainyard.plan.ResolvedJob;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer that was killed for its memory had of it, in bytes.
 *
 * @param before when training began: the process itself and the data it had mapped
 * @param taken when it was killed
 * @param allowed what it may have
 */
record Memory(long before, long taken, long allowed) {

    private static final long MEGABYTE = 1 << 20;

    /** Of what is left for training, this share is planned with: each batch is copied once or twice on its way. */
    private static final int SHARE = 3;

    Failure failure(ResolvedJob job, @Nullable Phase phase) {
        int largest = largestBatch(job);
        Map<String, Object> details =
                new LinkedHashMap<>(Map.of("memory", "host", "takenBytes", taken, "allowedBytes", allowed));
        Failure failure = new Failure(
                "out_of_memory",
                phase,
                "The trainer took %d MB of memory; %d MB are allowed".formatted(taken / MEGABYTE, allowed / MEGABYTE),
                "Lower training.batchSize or the layers' units, or allow more with trainyard.worker.memory.",
                true);
        if (largest > 0) {
            details.put("largestBatchThatFits", largest);
            failure = failure.curedBy(Failure.Remedy.setting(
                    "Update with %d rows at once".formatted(largest), Map.of("/training/batchSize", largest)));
        }
        return failure.knowing(details);
    }

    /** At most half of the one that did not fit; 0 when no batch would. */
    private int largestBatch(ResolvedJob job) {
        int rows = (int) Math.max(1, Math.min(Integer.MAX_VALUE, job.dataset().rows()));
        int batch = job.training().batchSize().of(rows);
        long room = Math.max(0, allowed - before) / SHARE;
        return Math.min(batch / 2, LargestBatch.of(job, room));
    }
}
