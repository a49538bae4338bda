package dev.trainyard.worker;

import com.sun.management.OperatingSystemMXBean;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a worker computes on.
 *
 * @param type the device that its trainers use
 * @param diagnosis in words, what was found out about GPUs
 */
public record Device(
        @Schema(example = "cpu") String type,
        @Schema(example = "2") int cores,

        @Schema(description = "Memory of the machine or its container.", example = "8589934592")
        long memoryBytes,

        @Schema(description = "GPUs that can be used.", example = "0")
        int gpus,

        @Schema(example = "no GPU was found; jobs run on the CPU")
        String diagnosis) {

    private static final Path NVIDIA = Path.of("/dev/nvidia0");

    static Device here() {
        return new Device("cpu", Runtime.getRuntime().availableProcessors(), totalMemory(), 0, lookForGpus());
    }

    static long totalMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    /** Memory that is free at the moment. */
    static long freeMemory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getFreeMemorySize();
    }

    private static String lookForGpus() {
        return Files.exists(NVIDIA)
                ? "an NVIDIA GPU is there, but this build trains on the CPU only; jobs that ask for a gpu wait"
                : "no GPU was found; jobs run on the CPU, and jobs that ask for a gpu wait";
    }
}
