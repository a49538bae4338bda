package dev.trainyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How much processor time a JVM has taken, by the kernel's count (Linux). */
public final class ProcessorTime {

    /** The kernel counts in hundredths, whatever its own beat is. */
    private static final double PER_SECOND = 100;

    private final Path process;

    public ProcessorTime(long pid) {
        process = Path.of("/proc", Long.toString(pid));
    }

    /** Of all its threads, those that have ended too. */
    public double seconds() {
        return seconds(process);
    }

    /** Of the threads that compile what runs often. */
    public double compilingSeconds() {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
            List<Path> all = threads.toList();
            return all.stream()
                    .filter(ProcessorTime::compiles)
                    .mapToDouble(ProcessorTime::seconds)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean compiles(Path thread) {
        String stat = stat(thread);
        return stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler");
    }

    /** The 14th and 15th number behind the name, which may hold anything. */
    private static double seconds(Path of) {
        String stat = stat(of);
        if (stat.isEmpty()) {
            return 0;
        }
        String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(behindName[11]) + Long.parseLong(behindName[12])) / PER_SECOND;
    }

    /** Nothing where a thread has ended meanwhile. */
    private static String stat(Path of) {
        try {
            return Files.readString(of.resolve("stat"));
        } catch (IOException e) {
            return "";
        }
    }
}
