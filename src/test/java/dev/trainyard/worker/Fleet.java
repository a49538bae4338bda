package dev.trainyard.worker;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Cable;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.ServiceProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An API and workers as processes of their own, whose trainers follow scripts, on one PostgreSQL server that writes to the
 * disk; each process has a cable of its own to the database.
 */
final class Fleet implements AutoCloseable {

    private final Path folder;
    private final int port = freePort();
    private final String rows;
    private final Map<String, Cable> cables = new ConcurrentHashMap<>();
    private final Map<String, ServiceProcess> processes = new ConcurrentHashMap<>();
    private String classPath;
    private EmbeddedPostgres postgres;

    Fleet(Path folder) throws IOException {
        this(folder, System.getProperty("java.class.path"));
    }

    /** @param classPath of the version whose processes are started until another is {@linkplain #install installed} */
    Fleet(Path folder, String classPath) throws IOException {
        this.folder = folder;
        this.classPath = classPath;
        this.rows = store("rows");
        startPostgres();
        startApi();
    }

    /** An object in the store that all share. */
    private String store(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            Path file = folder.resolve("store").resolve(digest.substring(0, 2)).resolve(digest);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .start();
    }

    void stopPostgres() throws IOException {
        postgres.close();
    }

    /** Stops the server as a crash would: nothing is finished, and the next start has to recover. */
    void crashPostgres() throws IOException {
        String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                .get(0)
                .strip();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().onExit().join();
        server.onExit().join();
        postgres.close(); // gives the lock of the folder back
    }

    /** What is started from here on is of another version. */
    void install(String newClassPath) {
        classPath = newClassPath;
    }

    void startApi() throws IOException {
        startApi("api");
    }

    void startApi(String name, String... more) throws IOException {
        start(
                name,
                Map.of(),
                Stream.concat(Stream.of("--trainyard.roles=api"), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** A worker with four slots; its name is one of its labels. */
    void startWorker(String name, String... more) throws IOException {
        startWorker(name, Map.of(), more);
    }

    /** Likewise, on a machine whose clock is so many seconds ahead. */
    void startWorkerWithAnotherClock(String name, long secondsAhead) throws IOException {
        Map<String, String> clock =
                Map.of("LD_PRELOAD", clock().toString(), "CLOCK_SHIFT", Long.toString(secondsAhead));
        startWorker(name, clock);
    }

    /** The library that shows another clock, compiled here. */
    private Path clock() throws IOException {
        Path library = folder.resolve("clock.so");
        if (!Files.exists(library)) {
            Path source = Path.of("src/test/resources/clock/clock.c").toAbsolutePath();
            Process compiler = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .inheritIO()
                    .start();
            if (compiler.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("the clock does not compile");
            }
        }
        return library;
    }

    private void startWorker(String name, Map<String, String> environment, String... more) throws IOException {
        String[] settings = new String[more.length + 3];
        settings[0] = "--trainyard.roles=worker";
        settings[1] = "--trainyard.worker.slots=4";
        settings[2] = "--trainyard.worker.labels=fleet," + name;
        System.arraycopy(more, 0, settings, 3, more.length);
        start(name, environment, settings);
    }

    private void start(String name, Map<String, String> environment, String... more) throws IOException {
        Cable cable = cables.computeIfAbsent(name, key -> Cable.to(port));
        String[] settings = new String[more.length + 4];
        settings[0] = "--spring.datasource.url=jdbc:postgresql://127.0.0.1:%d/postgres".formatted(cable.port());
        settings[1] = "--spring.datasource.username=postgres";
        settings[2] = "--spring.datasource.password=postgres";
        settings[3] = "--trainyard.storage.directory=" + folder.resolve("store");
        System.arraycopy(more, 0, settings, 4, more.length);
        processes.put(
                name,
                ServiceProcess.start(
                        classPath,
                        ScriptedService.class,
                        List.of("-Dscripted.rows=" + rows),
                        environment,
                        folder.resolve(name),
                        settings));
    }

    Http api() {
        return process("api").http();
    }

    ServiceProcess process(String name) {
        ServiceProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("there is no process " + name);
        }
        return process;
    }

    Cable cable(String name) {
        Cable cable = cables.get(name);
        if (cable == null) {
            throw new IllegalArgumentException("there is no cable of " + name);
        }
        return cable;
    }

    /** Asks it to end (SIGTERM), waits until it has, and forgets it. */
    void end(String name) {
        process(name).close();
        processes.remove(name);
    }

    /** Kills it (SIGKILL) and forgets it. */
    void kill(String name) {
        process(name).kill();
        processes.remove(name);
    }

    /** The database, by a connection that no cable concerns. */
    JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "postgres", "postgres"));
    }

    Http.Answer post(String script, String label) {
        return post(api(), script, label);
    }

    static Http.Answer post(Http api, String script, String label, String... headers) {
        return api.post("/api/v1/jobs", Json.mapper().readTree("""
                        {"name":"scripted","datasetId":"ds_1","metadata":{"script":"%s"},"resources":{"labels":["%s"]},
                         "definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
                        """.formatted(script, label)), headers);
    }

    String submit(String script, String label) {
        Http.Answer accepted = post(script, label);
        if (accepted.status() != 202) {
            throw new IllegalStateException(accepted.text());
        }
        return accepted.at("/id");
    }

    /** The name of the worker that has the job. */
    String awaitWorker(String job, int attempt) {
        JdbcClient jdbc = jdbc();
        await().until(() -> jdbc.sql("select 1 from job where id = ? and attempt = ? and phase = 'training'")
                .param(job)
                .param(attempt)
                .query(Integer.class)
                .optional()
                .isPresent());
        return jdbc.sql(
                        "select (array_remove(w.labels, 'fleet'))[1] from worker w join job j on j.worker = w.id where j.id = ?")
                .param(job)
                .query(String.class)
                .single();
    }

    void awaitState(String job, String state) {
        JdbcClient jdbc = jdbc();
        await().until(() -> jdbc.sql("select state from job where id = ?")
                .param(job)
                .query(String.class)
                .single()
                .equals(state));
    }

    /** Seconds of the database's clock from {@code since} until the attempt began. */
    double secondsUntil(String job, int attempt, Object since) {
        return jdbc().sql("""
                        select extract(epoch from at - cast(? as timestamptz)) from job_transition
                        where job_id = ? and state = 'running' and attempt = ?
                        """)
                .param(since)
                .param(job)
                .param(attempt)
                .query(Double.class)
                .single();
    }

    /** The database's clock. */
    String now() {
        return jdbc().sql("select clock_timestamp()::text").query(String.class).single();
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(10)).pollInterval(Duration.ofMillis(100));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        processes.values().forEach(ServiceProcess::kill);
        cables.values().forEach(Cable::close);
        postgres.close();
    }
}
