package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** How long hostile files keep a reading process of the service, and how much memory they take. */
@Tag("figures")
class HostileFiguresTest {

    private static final double MOST_SECONDS = 2;
    private static final long MOST_KILOBYTES = 64 << 10;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir
    Path root;

    /** One file and how it is described. */
    private record Hostile(String name, byte[] bytes, String spec) {}

    /** What reading it took, and what came of it. */
    private record Taken(String name, double seconds, long kilobytes, String result) {}

    @Test
    void takeLittleTimeAndMemory() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "memory is measured on Linux only");
        List<Hostile> files = corpus();
        List<Taken> taken = new ArrayList<>();
        long usual = 0;
        Process warm = start();
        for (int i = -3; i < files.size(); i++) {
            Process next = start();
            Hostile file = i < 0 ? usualFile() : files.get(i);
            Taken now = read(warm, file, Files.createDirectory(root.resolve("file" + i)));
            usual = i < 0 ? Math.max(usual, now.kilobytes()) : usual;
            if (i >= 0) {
                taken.add(now);
            }
            warm = next;
        }
        warm.destroyForcibly();
        report(taken, usual);
    }

    private static Hostile usualFile() {
        byte[] zip = new TestArchive()
                .with("a/1.png", TestPictures.grey(4, 4, 1))
                .with("b/1.png", TestPictures.grey(4, 4, 1))
                .zip();
        return new Hostile("usual", zip, "{}");
    }

    private static List<Hostile> corpus() throws IOException {
        List<Hostile> files = new ArrayList<>();
        HostileArchives.refused().forEach(file -> files.add(hostile(file, "{\"kind\":\"images\"}")));
        HostilePictures.all().forEach(entry -> {
            RawZip zip = new RawZip();
            zip.add("a/1.png", HostilePictures.PNG);
            zip.add(entry.name(), entry.bytes());
            files.add(new Hostile(entry.what(), zip.bytes(), "{}"));
        });
        OddArchives.all().forEach(file -> files.add(hostile(file, "{}")));
        Stream.of(HostileFilesTest.unusable(), HostileFilesTest.dirty())
                .flatMap(tables -> tables)
                .forEach(file -> files.add(hostile(file, spec(file))));
        return files;
    }

    private static Hostile hostile(Arguments file, String spec) {
        return new Hostile((String) file.get()[0], (byte[]) file.get()[1], spec);
    }

    private static String spec(Arguments file) {
        return file.get()[2] instanceof String spec && spec.startsWith("{") ? spec : "{}";
    }

    private Process start() throws IOException {
        Path arguments = root.resolve("arguments");
        if (!Files.exists(arguments)) {
            Files.writeString(arguments, "-cp \"" + System.getProperty("java.class.path") + "\"");
        }
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.serialFilter=!*",
                        "@" + arguments,
                        ReaderMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile())
                .start();
    }

    private Taken read(Process process, Hostile file, Path folder) throws Exception {
        Files.write(folder.resolve(ReaderMain.RAW), file.bytes());
        Files.writeString(folder.resolve(ReaderMain.SPEC), file.spec());
        process.waitFor(3, TimeUnit.SECONDS); // it waits for its folder on its standard input, and becomes warm
        long begin = System.nanoTime();
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(folder + "\n");
        input.flush();
        long peak = 0;
        do {
            peak = Math.max(peak, peak(process.pid()));
        } while (!process.waitFor(2, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Taken(file.name(), seconds, peak, result(process, folder));
    }

    private static long peak(long pid) {
        try {
            Matcher found = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    private static String result(Process process, Path folder) {
        Path reading = folder.resolve(ReaderMain.READING);
        if (process.exitValue() != 0 || !Files.exists(reading)) {
            return "crash";
        }
        Reading read = Json.mapper().readValue(reading.toFile(), Reading.class);
        return read.isReady() ? "ready" : read.reasons().get(0).code();
    }

    private static void report(List<Taken> taken, long usual) {
        Taken slowest =
                taken.stream().max(Comparator.comparingDouble(Taken::seconds)).orElseThrow();
        Taken largest =
                taken.stream().max(Comparator.comparingLong(Taken::kilobytes)).orElseThrow();
        System.out.printf(
                "FIGURE %d hostile files: slowest %.2f s (%s), most memory beyond the usual %d MB: %d MB (%s)%n",
                taken.size(),
                slowest.seconds(),
                slowest.name(),
                usual >> 10,
                largest.kilobytes() - usual >> 10,
                largest.name());
        taken.stream()
                .filter(file -> file.seconds() > MOST_SECONDS / 2 || file.kilobytes() - usual > MOST_KILOBYTES / 2)
                .forEach(file -> System.out.printf(
                        "  %s: %.2f s, %+d MB, %s%n",
                        file.name(), file.seconds(), file.kilobytes() - usual >> 10, file.result()));
        assertThat(taken).hasSizeGreaterThanOrEqualTo(60);
        assertThat(taken).extracting(Taken::result).doesNotContain("crash");
        assertThat(taken).allMatch(file -> file.seconds() <= MOST_SECONDS, "are read in 2 s");
        assertThat(taken).allMatch(file -> file.kilobytes() - usual <= MOST_KILOBYTES, "take 64 MB at most");
    }
}
