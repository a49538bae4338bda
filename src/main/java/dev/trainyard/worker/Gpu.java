package dev.trainyard.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An NVIDIA GPU as its driver tells of it.
 *
 * @param memoryBytes its own memory
 * @param computeCapability which instructions it runs
 */
public record Gpu(
        @Schema(example = "NVIDIA A10") String name,
        @Schema(example = "24146608128") long memoryBytes,
        @Schema(example = "8.6") String computeCapability,
        @Schema(example = "550.54.15") String driver) {

    /** A line of {@code nvidia-smi --query-gpu=name,memory.total,compute_cap,driver_version --format=csv,noheader,nounits}. */
    private static final Pattern LINE = Pattern.compile("(.+), (\\d+), (\\d+)\\.(\\d+), (\\S+)");

    private static final long MEBIBYTE = 1 << 20;

    /** What the lines tell; others, such as those of a driver that fails, are left out. */
    static List<Gpu> parse(List<String> lines) {
        return lines.stream().map(Gpu::parse).flatMap(Optional::stream).toList();
    }

    private static Optional<Gpu> parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        return matcher.matches()
                ? Optional.of(new Gpu(
                        matcher.group(1),
                        Long.parseLong(matcher.group(2)) * MEBIBYTE,
                        matcher.group(3) + "." + matcher.group(4),
                        matcher.group(5)))
                : Optional.empty();
    }

    /**
     * Whether ND4J's CUDA 11.6 binaries hold code for it: they do for 3.7 to 8.6, of which 8.9 runs the newest, and nothing
     * that a driver could translate for later ones.
     */
    boolean hasCode() {
        String[] parts = computeCapability.split("\\.");
        int capability = 10 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]);
        return capability >= 37 && capability < 90;
    }
}
