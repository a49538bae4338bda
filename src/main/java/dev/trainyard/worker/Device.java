package dev.trainyard.worker;

import com.sun.management.OperatingSystemMXBean;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a worker computes on.
 *
 * @param type the device that its trainers use
 * @param diagnosis in words, what was found out about GPUs
 * @param found the GPUs that are there, whether they can be used or not
 */
public record Device(
        @Schema(description = "`cpu`, `cuda`, or `none` when no job can run here.", example = "cpu")
        String type,

        @Schema(example = "2") int cores,

        @Schema(description = "Memory of the machine or its container.", example = "8589934592")
        long memoryBytes,

        @Schema(description = "GPUs that can be used.", example = "0")
        int gpus,

        @Schema(example = "no GPU was found; jobs run on the CPU, and jobs that ask for a gpu wait")
        String diagnosis,

        @Schema(description = "GPUs that are there, whether they can be used or not.")
        List<Gpu> found) {

    /** A resource of the backend for GPUs: whether it is there is asked without loading it. */
    private static final String CUDA_BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private static final String NONE = "none";

    public Device {
        found = found == null ? List.of() : List.copyOf(found); // workers of earlier versions do not tell
    }

    static Device here() {
        return with(NvidiaDriver.gpus(), Device.class.getClassLoader().getResource(CUDA_BACKEND) != null);
    }

    /**
     * With the GPUs that were found.
     *
     * @param cuda whether this build trains on GPUs, and on nothing else
     */
    static Device with(List<Gpu> found, boolean cuda) {
        boolean usable = cuda && !found.isEmpty() && found.get(0).hasCode();
        return new Device(
                usable ? "cuda" : cuda ? NONE : "cpu",
                Runtime.getRuntime().availableProcessors(),
                totalMemory(),
                usable ? 1 : 0, // however many there are: a trainer takes the first that it sees
                cuda ? onGpus(found, usable) : onCpu(found),
                found);
    }

    private static String onCpu(List<Gpu> found) {
        return found.isEmpty()
                ? "no GPU was found; jobs run on the CPU, and jobs that ask for a gpu wait"
                : "%s is there, but this build trains on the CPU only; jobs that ask for a gpu wait"
                        .formatted(names(found));
    }

    private static String onGpus(List<Gpu> found, boolean usable) {
        if (usable) {
            return "%s is used, which has not been tried on such a card yet".formatted(names(found.subList(0, 1)));
        }
        String hindrance = found.isEmpty()
                ? "no GPU was found"
                : "%s is there, for which this build has no code: it has for compute capability 3.7 to 8.9"
                        .formatted(names(found));
        return hindrance + "; it trains on GPUs only, so no job runs here until the build for the CPU is used";
    }

    /** Whether trainers can run here at all. */
    boolean trains() {
        return !type.equals(NONE);
    }

    private static String names(List<Gpu> found) {
        return found.stream()
                .map(gpu -> "%s (compute capability %s)".formatted(gpu.name(), gpu.computeCapability()))
                .collect(Collectors.joining(", "));
    }

    static long totalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Memory that is free at the moment. */
    static long freeMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    }
}
