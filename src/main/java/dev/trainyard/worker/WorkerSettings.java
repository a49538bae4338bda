package dev.trainyard.worker;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How this process works.
 *
 * @param slots how many jobs it runs at once
 * @param labels what it offers to jobs that ask for it
 * @param memory the most memory a trainer may have in RAM; null for three quarters of the machine, shared by the slots
 * @param heap the largest Java heap of a trainer; null for a quarter of its memory
 * @param flags further JVM flags of trainers, which come last and so win
 * @param warm whether a trainer process is kept warm for the next job
 * @param cancelGrace how long a trainer may take to obey before it is killed; the slot is free within two seconds
 * @param limitGrace how long a trainer may at least go on when the job's limit of time has passed, before it is killed; it may
 *     as long again as the limit is
 * @param drain how long a shutdown waits for checkpoints
 * @param idle how long it may have nothing to do before its process ends; null for ever
 */
@ConfigurationProperties("trainyard.worker")
record WorkerSettings(
        @DefaultValue("1") int slots,
        @DefaultValue List<String> labels,
        @Nullable DataSize memory,
        @Nullable DataSize heap,
        @DefaultValue List<String> flags,
        @DefaultValue("true") boolean warm,
        @DefaultValue("1s") Duration cancelGrace,
        @DefaultValue("60s") Duration limitGrace,
        @DefaultValue("20s") Duration drain,
        @Nullable Duration idle) {

    private static final int SMALLEST_HEAP_MB = 256;
    private static final int LARGEST_USUAL_HEAP_MB = 4096;

    WorkerSettings {
        labels = List.copyOf(labels);
        flags = List.copyOf(flags);
        if (slots < 1) {
            throw new IllegalArgumentException("trainyard.worker.slots is %d; it is at least 1".formatted(slots));
        }
    }

    /** The most bytes that one trainer may have in RAM. */
    long memoryBytes() {
        return memory != null ? memory.toBytes() : Device.totalMemory() / 4 * 3 / slots;
    }

    int heapMegabytes() {
        long quarter = DataSize.ofBytes(memoryBytes() / 4).toMegabytes();
        return (int)
                (heap != null
                        ? heap.toMegabytes()
                        : Math.max(SMALLEST_HEAP_MB, Math.min(quarter, LARGEST_USUAL_HEAP_MB)));
    }
}
