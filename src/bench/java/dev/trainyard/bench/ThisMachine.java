package dev.trainyard.bench;

import dev.trainyard.trainer.CoreType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What was measured on. */
public final class ThisMachine {

    private ThisMachine() {}

    /** Its processor, as it calls itself, and how many the JVM may use. */
    public static String described() {
        return "%s, %d processors".formatted(processor(), Runtime.getRuntime().availableProcessors());
    }

    /** Whether it has the vectors that halve the time of a matrix product; aims differ by it. */
    public static boolean hasAvx512() {
        return CoreType.here() == CoreType.SKYLAKEX;
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
