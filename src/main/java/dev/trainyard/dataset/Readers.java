package dev.trainyard.dataset;

import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.duckdb.DuckDbDriver;
import dev.trainyard.duckdb.DuckDbLibrary;
import dev.trainyard.home.DataFolder;
import dev.trainyard.process.ChildProcess;
import dev.trainyard.process.ChildProcesses;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.role.WorkerRole;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Starts reading processes. Starting takes as long as reading a hundred thousand rows does, so one that is started waits
 * for the next file.
 */
@Component
@WorkerRole
class Readers implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int HEAP_MEGABYTES = 256;
    private static final int KEPT_LINES = 30;

    private final ChildProcesses children;
    private final DataFolder data;
    private final AtomicReference<@Nullable Reader> spare = new AtomicReference<>();

    Readers(ChildProcesses children, DataFolder data) {
        this.children = children;
        this.data = data;
    }

    /**
     * A reading process.
     *
     * @param temporary its folder for what it unpacks, gone when it is closed
     * @param said the first lines that it said, once it has ended
     */
    record Reader(ChildProcess process, Path temporary, CompletableFuture<String> said) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            process.close();
            FileSystemUtils.deleteRecursively(temporary);
        }
    }

    /** A process that reads this folder: the spare one, or a new one when it is gone. */
    Reader reading(Path folder) throws IOException {
        Reader waiting = spare.getAndSet(null);
        if (waiting != null) {
            try {
                waiting.process().send(folder.toString());
                return waiting;
            } catch (IOException e) {
                LOG.info("The spare reading process had ended; another one is started");
                waiting.close();
            }
        }
        Reader started = start();
        started.process().send(folder.toString());
        return started;
    }

    /** Starts a spare, when there is none. */
    synchronized void prepare() {
        if (spare.get() != null) {
            return;
        }
        try {
            Reader started = start();
            if (!spare.compareAndSet(null, started)) {
                started.close();
            }
        } catch (IOException e) {
            LOG.warn("No spare reading process can be started: {}", e.getMessage());
        }
    }

    private Reader start() throws IOException {
        Path temporary = Files.createDirectory(data.scratch().resolve("reader-" + UUID.randomUUID()));
        ChildProcess process = children.start(profile(temporary));
        CompletableFuture<String> said = drain(process.errors()).thenCombine(drain(process.output()), String::concat);
        return new Reader(process, temporary, said);
    }

    private LaunchProfile profile(Path temporary) throws IOException {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djdk.serialFilter=!*",
                "-Duser.timezone=UTC",
                "-Djava.io.tmpdir=" + temporary));
        DuckDbLibrary.in(data.natives()).ifPresent(library -> flags.add("-D" + DuckDbDriver.LIBRARY + "=" + library));
        flags.addAll(archiveOfClasses());
        if (Runtime.version().feature() >= 24) {
            flags.add("--enable-native-access=ALL-UNNAMED");
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return new LaunchProfile(ReaderMain.class.getName(), HEAP_MEGABYTES, flags, Map.of(), List.of());
    }

    /** Where this process was started with an archive of loaded classes, most of a reader's are in it too. */
    private static List<String> archiveOfClasses() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-XX:SharedArchiveFile="))
                .toList();
    }

    /** Reads to the end, so that the process never blocks, and keeps the beginning. */
    private static CompletableFuture<String> drain(BufferedReader lines) {
        CompletableFuture<String> kept = new CompletableFuture<>();
        Thread thread = new Thread(() -> kept.complete(readAll(lines)), "reading-output");
        thread.setDaemon(true);
        thread.start();
        return kept;
    }

    private static String readAll(BufferedReader lines) {
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
        return String.join("\n", first);
    }

    @Override
    public void destroy() throws IOException {
        Reader waiting = spare.getAndSet(null);
        if (waiting != null) {
            waiting.close();
        }
    }
}
