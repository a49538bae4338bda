package dev.trainyard.worker;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An NVIDIA GPU as its driver tells of it.
 *
 * @param memoryBytes its own memory
 * @param computeCapability which instructions it runs
 * @param cuda the newest CUDA that the driver runs; null where it does not tell
 */
@JsonIgnoreProperties(ignoreUnknown = true) // a worker of a newer version may tell more
public record Gpu(
        @Schema(example = "NVIDIA A10") String name,
        @Schema(example = "24146608128") long memoryBytes,
        @Schema(example = "8.6") String computeCapability,
        @Schema(example = "550.54.15") String driver,
        @Schema(example = "12.4") @Nullable String cuda) {

    /** A line of {@code nvidia-smi --query-gpu=name,memory.total,compute_cap,driver_version --format=csv,noheader,nounits}. */
    private static final Pattern LINE = Pattern.compile("(.+), (\\d+), (\\d+)\\.(\\d+), (\\S+)");

    /** A line of {@code nvidia-smi -q}. */
    private static final Pattern CUDA = Pattern.compile("CUDA Version\\s*:\\s*(\\d+(\\.\\d+)*)");

    private static final long MEBIBYTE = 1 << 20;

    /**
     * What the lines tell; others, such as those of a driver that fails, are left out.
     *
     * @param about what {@code nvidia-smi -q} says
     */
    static List<Gpu> parse(List<String> lines, List<String> about) {
        String cuda = cuda(about);
        return lines.stream()
                .map(line -> parse(line, cuda))
                .flatMap(Optional::stream)
                .toList();
    }

    private static @Nullable String cuda(List<String> about) {
        return about.stream()
                .map(line -> CUDA.matcher(line.strip()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse(null);
    }

    private static Optional<Gpu> parse(String line, @Nullable String cuda) {
        Matcher matcher = LINE.matcher(line.strip());
        return matcher.matches()
                ? Optional.of(new Gpu(
                        matcher.group(1),
                        Long.parseLong(matcher.group(2)) * MEBIBYTE,
                        matcher.group(3) + "." + matcher.group(4),
                        matcher.group(5),
                        cuda))
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
