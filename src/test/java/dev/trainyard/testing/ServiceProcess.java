package dev.trainyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service as a process of its own, with the embedded database, so that it can be killed and started again. */
public final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final Path log;
    private final Http http;
    private final Duration startTime;

    private ServiceProcess(Process process, Path log, int port, Duration startTime) {
        this.process = process;
        this.log = log;
        this.http = new Http(port);
        this.startTime = startTime;
    }

    /** Starts the service on a data folder and waits until it is ready. */
    public static ServiceProcess start(Path data, String... settings) throws IOException {
        return start(512, data, settings);
    }

    /** Starts the service with a heap of so many megabytes at most. */
    public static ServiceProcess start(int heapMegabytes, Path data, String... settings) throws IOException {
        return start(
                List.of(
                        "-Xmx" + heapMegabytes + "m",
                        "@" + classPath(System.getProperty("java.class.path")),
                        "dev.trainyard.Trainyard"),
                data,
                settings);
    }

    /** Starts another program that serves as the service does, with JVM flags and further variables of its own. */
    public static ServiceProcess start(
            Class<?> program, List<String> flags, Map<String, String> environment, Path data, String... settings)
            throws IOException {
        return start(System.getProperty("java.class.path"), program, flags, environment, data, settings);
    }

    /** Likewise, on some of the machine's processors only, such as {@code 0} or {@code 0-2} (Linux). */
    public static ServiceProcess startOn(
            String processors, Class<?> program, List<String> flags, Path data, String... settings) throws IOException {
        return start(
                List.of("taskset", "-c", processors),
                command(System.getProperty("java.class.path"), program, flags),
                Map.of(),
                data,
                settings);
    }

    /** Likewise, a program of that class path, perhaps of another version. */
    public static ServiceProcess start(
            String classPath,
            Class<?> program,
            List<String> flags,
            Map<String, String> environment,
            Path data,
            String... settings)
            throws IOException {
        return start(List.of(), command(classPath, program, flags), environment, data, settings);
    }

    private static List<String> command(String classPath, Class<?> program, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of("-Xmx256m", "@" + classPath(classPath)));
        command.addAll(flags);
        command.add(program.getName());
        return command;
    }

    /** Sends a signal, such as {@code STOP}, {@code CONT} or {@code TERM}. */
    public void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In a file: a long command line, or environment, has broken native code before. */
    private static Path classPath(String entries) throws IOException {
        Path file = Files.createTempFile("trainyard-class-path", ".args");
        file.toFile().deleteOnExit();
        return Files.writeString(file, "-cp \"%s\"".formatted(entries));
    }

    /** Starts the service as {@code quickstart.sh} does, from the jar that it unpacked and the class archive beside it. */
    public static ServiceProcess startUnpacked(Path folder, Path data) throws IOException {
        return start(
                List.of(
                        "-Xmx512m",
                        "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                        "-jar",
                        folder.resolve("trainyard.jar").toString()),
                data);
    }

    private static ServiceProcess start(List<String> program, Path data, String... settings) throws IOException {
        return start(List.of(), program, Map.of(), data, settings);
    }

    private static ServiceProcess start(
            List<String> by, List<String> program, Map<String, String> environment, Path data, String... settings)
            throws IOException {
        int port = freePort();
        Path log = Files.createTempFile("trainyard-service", ".log");
        List<String> command = new ArrayList<>(by);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // as the quick start and mvn spring-boot:run do
                "-Djdk.serialFilter=!*"));
        command.addAll(program);
        command.addAll(List.of("--server.port=" + port, "--trainyard.data=" + data));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        ServiceProcess service = new ServiceProcess(process, log, port, Duration.ZERO);
        service.awaitReady();
        return new ServiceProcess(process, log, port, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("the service did not start:\n" + Files.readString(log));
            }
            leaveItTheCores();
        }
    }

    private boolean isReady() {
        try {
            return http.get("/v2/health/ready").status() == 200;
        } catch (IllegalStateException notYetListening) {
            return false;
        }
    }

    /** Asking without a pause would take one of two cores from the service that is starting. */
    private void leaveItTheCores() {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public Http http() {
        return http;
    }

    /** From the start of the process until it was ready. */
    public Duration startTime() {
        return startTime;
    }

    public int port() {
        return http.port();
    }

    public long pid() {
        return process.pid();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** Its resident memory in megabytes (Linux). */
    public long residentMegabytes() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/%d/status".formatted(pid())))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Its child JVMs: trainers and readers. */
    public List<ProcessHandle> childJvms() {
        return process.toHandle()
                .children()
                .filter(child -> child.info()
                        .command()
                        .map(name -> name.endsWith("java"))
                        .orElse(false))
                .toList();
    }

    /** SIGKILL, as a machine that loses power would. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM, and waits for the end. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(5, TimeUnit.MINUTES).join();
    }
}
