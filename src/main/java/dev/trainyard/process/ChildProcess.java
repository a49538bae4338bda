package dev.trainyard.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running child JVM. It is spoken to in lines on its standard input and answers in lines on its standard output; it
 * ends itself when its standard input does, so that no orphan outlives its parent.
 */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final Writer input;
    private final BufferedReader output;
    private final BufferedReader errors;

    ChildProcess(Process process) {
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    /** Sends a line. */
    public void send(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The lines of its standard output, until it ends; read by one thread. */
    public BufferedReader output() {
        return output;
    }

    /** The lines of its standard error, which somebody must read, lest it blocks. */
    public BufferedReader errors() {
        return errors;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its memory in RAM, in bytes, where the system tells. */
    public OptionalLong residentBytes() {
        try (Stream<String> status = Files.lines(Path.of("/proc/%d/status".formatted(pid())))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** Waits for its end; whether it came in time. */
    public boolean awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Its exit status; 128 + n when signal n ended it. */
    public int exitStatus() {
        return process.exitValue();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
