package dev.trainyard.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this process runs on, for the record. */
final class Machine {

    private static final Pattern VECTORS = Pattern.compile("sse4_[12]|avx.*|f16c|fma|amx.*");

    private Machine() {}

    /** Threads of the arithmetic kernels: they are told by the environment and by nothing else. */
    static int threads() {
        String threads = System.getenv("OMP_NUM_THREADS");
        return threads == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
    }

    static String cpu() {
        return described("model name").orElse(System.getProperty("os.arch"));
    }

    /** The vector instructions it has, by which arithmetic kernels are chosen; null where that cannot be told. */
    static @Nullable List<String> cpuFeatures() {
        return described("flags")
                .map(flags -> Stream.of(flags.split(" "))
                        .filter(flag -> VECTORS.matcher(flag).matches())
                        .sorted()
                        .toList())
                .orElse(null);
    }

    private static Optional<String> described(String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // not Linux
        }
    }

    /** The version of this program. */
    static String version() {
        Properties build = new Properties();
        try (InputStream file = Machine.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (file != null) {
                build.load(file);
            }
        } catch (IOException e) {
            // Only the version's name is lost.
        }
        return build.getProperty("build.version", "development");
    }
}
