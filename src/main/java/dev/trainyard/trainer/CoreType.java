package dev.trainyard.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which of OpenBLAS' kernels a trainer takes, under OpenBLAS' name for them. They follow from what the processor can do and
 * from nothing else, they change the last digits, and so who goes on from a checkpoint takes those that wrote it.
 */
public enum CoreType {
    /** This OpenBLAS does not know newer processors and would take the kernels for AVX2, at half the speed. */
    SKYLAKEX("avx512f", "avx512dq", "avx512bw", "avx512vl", "avx2", "fma"),
    HASWELL("avx2", "fma"),
    /** Whatever OpenBLAS takes by itself. */
    DEFAULT();

    /** The variable that tells OpenBLAS. */
    public static final String VARIABLE = "OPENBLAS_CORETYPE";

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private final List<String> needs;

    CoreType(String... needs) {
        this.needs = List.of(needs);
    }

    /** The fastest that this machine has. */
    public static CoreType here() {
        return of(features());
    }

    static CoreType of(List<String> features) {
        return Arrays.stream(values())
                .filter(type -> features.containsAll(type.needs))
                .findFirst()
                .orElse(DEFAULT);
    }

    /** Those that something was computed with, where this machine has them, else its own. */
    public static CoreType like(@Nullable String kernels) {
        return like(kernels, features());
    }

    static CoreType like(@Nullable String kernels, List<String> features) {
        return named(kernels).filter(type -> features.containsAll(type.needs)).orElseGet(() -> of(features));
    }

    /** What a name such as {@code openblas SKYLAKEX, tiles} names. */
    private static Optional<CoreType> named(@Nullable String kernels) {
        List<String> words = kernels == null ? List.of() : List.of(kernels.split("[ ,]+"));
        return Arrays.stream(values())
                .filter(type -> words.contains(type.name()))
                .findFirst();
    }

    private static List<String> features() {
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(List.of());
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // not Linux
        }
    }
}
