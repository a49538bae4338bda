package dev.trainyard.trainer;

import dev.trainyard.trainer.dl4j.fused.Gemm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which arithmetic kernels a trainer takes, OpenBLAS' under OpenBLAS' name for them. They follow from what the processor can
 * do and from nothing else, they change the last digits, and so who goes on from a checkpoint takes those that wrote it.
 */
public enum CoreType {
    /** This OpenBLAS does not know newer processors and would take the kernels for AVX2, at half the speed. */
    SKYLAKEX(Map.of(CoreType.OPENBLAS, "SKYLAKEX"), "avx512f", "avx512dq", "avx512bw", "avx512vl", "avx2", "fma"),
    /** OpenBLAS has no kernels for small products here: those of our own loops are oneDNN's. */
    HASWELL_ONEDNN(Map.of(CoreType.OPENBLAS, "HASWELL", Gemm.ONEDNN, "AVX2"), "avx2", "fma"),
    HASWELL(Map.of(CoreType.OPENBLAS, "HASWELL"), "avx2", "fma"),
    /** Whatever OpenBLAS takes by itself. */
    DEFAULT(Map.of());

    private static final String OPENBLAS = "OPENBLAS_CORETYPE";
    private static final String ONEDNN = "onednn";
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    private final Map<String, String> environment;
    private final List<String> needs;

    CoreType(Map<String, String> environment, String... needs) {
        this.environment = environment;
        this.needs = List.of(needs);
    }

    /** What tells the libraries, which read it when they are loaded. */
    public Map<String, String> environment() {
        return environment;
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

    /** What a name such as {@code openblas SKYLAKEX, tiles} or {@code openblas HASWELL, onednn} names. */
    private static Optional<CoreType> named(@Nullable String kernels) {
        List<String> words = kernels == null ? List.of() : List.of(kernels.split("[ ,]+"));
        return Arrays.stream(values())
                .filter(type -> words.contains(type.environment.getOrDefault(OPENBLAS, "")))
                .filter(type -> words.contains(ONEDNN) == type.environment.containsKey(Gemm.ONEDNN))
                .findFirst();
    }

    /**
     * What stands for the kernels that OpenBLAS takes by itself, whose name it does not tell: a word for what this processor can
     * do, the same where kernels are. Where the system tells nothing of it, processors of one architecture pass for alike.
     */
    public static String unnamed() {
        return unnamed(System.getProperty("os.arch"), features());
    }

    static String unnamed(String architecture, List<String> features) {
        return features.isEmpty()
                ? "default " + architecture
                : "default %s %08x".formatted(architecture, Set.copyOf(features).hashCode());
    }

    private static List<String> features() {
        try (Stream<String> lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(List.of());
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // not Linux
        }
    }
}
