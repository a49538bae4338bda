package dev.trainyard.dataset;

import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.dataset.reader.Reason;
import dev.trainyard.json.Json;
import dev.trainyard.process.ChildProcess;
import dev.trainyard.process.ChildProcesses;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.role.WorkerRole;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Reads bytes in a child process that may crash, hang or swell without harm to anybody. */
@Component
@WorkerRole
class ReadingProcess {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int HEAP_MEGABYTES = 256;
    private static final int KEPT_LINES = 30;

    private final ChildProcesses children;
    private final Duration mostTime;
    private final DataSize mostMemory;

    ReadingProcess(
            ChildProcesses children,
            @Value("${trainyard.reading.max-time:30m}") Duration mostTime,
            @Value("${trainyard.reading.max-memory:1536MB}") DataSize mostMemory) {
        this.children = children;
        this.mostTime = mostTime;
        this.mostMemory = mostMemory;
    }

    /** The process ended without a result. */
    static final class Crashed extends IOException {
        private static final long serialVersionUID = 1L;

        Crashed(int status, String lastLines) {
            super("the reading process ended with status %d: %s".formatted(status, lastLines));
        }
    }

    /**
     * Reads the bytes that lie in a folder.
     *
     * @param goOn asked again and again; when it says no the process is ended
     * @throws Crashed when the process ended without a result, or was ended
     */
    Reading read(Path folder, DatasetSpec spec, BooleanSupplier goOn) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + mostTime.toNanos();
        try (ChildProcess child = children.start(profile(folder))) {
            CompletableFuture<String> errors = drain(child.errors());
            CompletableFuture<String> output = drain(child.output());
            while (!child.awaitExit(LOOK)) {
                if (System.nanoTime() > deadline) {
                    return tooMuch(
                            spec, "reading_timeout", "reading took more than %d s".formatted(mostTime.toSeconds()));
                }
                if (child.residentBytes().orElse(0) > mostMemory.toBytes()) {
                    return tooMuch(
                            spec,
                            "too_much_memory",
                            "reading needed more than %d MB of memory".formatted(mostMemory.toMegabytes()));
                }
                if (!goOn.getAsBoolean()) {
                    throw new Crashed(-1, "it was not to go on");
                }
            }
            if (child.exitStatus() != 0) {
                throw new Crashed(child.exitStatus(), errors.join() + output.join());
            }
        }
        return Json.mapper().readValue(folder.resolve(ReaderMain.READING).toFile(), Reading.class);
    }

    private static Reading tooMuch(DatasetSpec spec, String code, String message) {
        return Reading.rejected(spec, new Reason(code, message + "; split the file, or leave out columns"));
    }

    private static LaunchProfile profile(Path folder) {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.serialFilter=!*",
                "-Duser.timezone=UTC",
                "-Djava.io.tmpdir=" + folder));
        if (Runtime.version().feature() >= 24) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return new LaunchProfile(
                ReaderMain.class.getName(), HEAP_MEGABYTES, flags, Map.of(), List.of(folder.toString()));
    }

    /** Reads to the end, so that the process never blocks, and keeps the beginning. */
    private static CompletableFuture<String> drain(BufferedReader lines) {
        CompletableFuture<String> kept = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    List<String> first = new ArrayList<>();
                    try {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (first.size() < KEPT_LINES) {
                                first.add(line);
                            }
                        }
                    } catch (IOException e) {
                        first.add(e.toString());
                    }
                    kept.complete(first.stream().collect(Collectors.joining("\n")));
                },
                "reading-output");
        thread.setDaemon(true);
        thread.start();
        return kept;
    }
}
