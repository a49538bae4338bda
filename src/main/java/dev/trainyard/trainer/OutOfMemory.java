package dev.trainyard.trainer;

import dev.trainyard.plan.LargestBatch;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells failures for want of memory from others, in words of Java, of ND4J, of DuckDB and of CUDA, and says what would fit. */
final class OutOfMemory {

    private static final List<String> OF_HOST =
            List.of("bad_alloc", "Failed to allocate", "Cannot allocate memory", "Out of Memory Error");
    private static final List<String> OF_DEVICE = List.of(
            "CUDA_ERROR_OUT_OF_MEMORY", "cudaErrorMemoryAllocation", "CUDNN_STATUS_ALLOC_FAILED", "Device memory");

    private OutOfMemory() {}

    static boolean isOne(Throwable cause) {
        return cause instanceof OutOfMemoryError || says(cause, OF_HOST) || isOfDevice(cause);
    }

    private static boolean isOfDevice(Throwable cause) {
        return says(cause, OF_DEVICE);
    }

    private static boolean says(Throwable cause, List<String> words) {
        String message = String.valueOf(cause.getMessage());
        return words.stream().anyMatch(message::contains);
    }

    /** @param job null when it could not even be read */
    static JobFailed failure(Throwable cause, @Nullable ResolvedJob job) {
        String where = isOfDevice(cause) ? "device" : "host";
        Map<String, Object> details = new LinkedHashMap<>(Map.of("memory", where));
        int largest = job == null ? 0 : largestBatch(job);
        if (largest > 0) {
            details.put("largestBatchThatFits", largest);
        }
        return new JobFailed(
                "out_of_memory",
                "the trainer ran out of %s memory: %s".formatted(where, cause.getMessage()),
                "update with fewer rows at once or make the network smaller, or give the worker more memory",
                largest == 0
                        ? List.of()
                        : List.of(Remedy.setting(
                                "Update with %d rows at once".formatted(largest), "/training/batchSize", largest)),
                details);
    }

    /** What is copied on the heap of a batch lies outside it once more, and so do the activations. */
    private static int largestBatch(ResolvedJob job) {
        long half = Runtime.getRuntime().maxMemory() / 2;
        int rows = Math.toIntExact(
                Math.max(1, Math.min(Integer.MAX_VALUE, job.dataset().rows())));
        int batch = job.training().batchSize().of(rows);
        return Math.min(batch / 2, LargestBatch.of(job, half));
    }
}
