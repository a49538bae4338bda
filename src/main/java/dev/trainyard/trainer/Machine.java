package dev.trainyard.trainer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;

/** What this process runs on, for the record. */
final class Machine {

    private Machine() {}

    /** Threads of the arithmetic kernels: they are told by the environment and by nothing else. */
    static int threads() {
        String threads = System.getenv("OMP_NUM_THREADS");
        return threads == null ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(threads);
    }

    static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            return System.getProperty("os.arch"); // not Linux
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
