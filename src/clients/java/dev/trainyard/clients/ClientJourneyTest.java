package dev.trainyard.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clients that openapi-generator makes of openapi.json do the main job with the running service: upload, train, wait, ask. */
@TrainyardTest
class ClientJourneyTest {

    private static final Path SOURCES = Path.of("src", "clients").toAbsolutePath();
    private static final Path GENERATED =
            Path.of("target", "generated-sources", "clients").toAbsolutePath();

    @LocalServerPort
    private int port;

    @TempDir
    Path folder;

    @Test
    void javaClientDoesTheMainJob() throws Exception {
        assertThat(new JavaJourney(service()).run(rows())).containsExactly("small", "large");
    }

    /** Where there is a Python with the libraries that the client names in its requirements.txt. */
    @Test
    void pythonClientDoesTheMainJob() throws Exception {
        assumeTrue(
                runs(Map.of(), "python3", "-c", "import urllib3, pydantic, dateutil"), "there is no Python to run it");

        assertThat(output(
                        Map.of("PYTHONPATH", GENERATED.resolve("python").toString()),
                        "python3",
                        SOURCES.resolve("python/journey.py").toString(),
                        service(),
                        rows().toString()))
                .isEqualTo("small large");
    }

    /** Where there are Node and the compiler of TypeScript. */
    @Test
    void typescriptClientDoesTheMainJob() throws Exception {
        assumeTrue(
                runs(Map.of(), "node", "--version") && runs(Map.of(), "tsc", "--version"),
                "there is no Node or no tsc");
        Path program = Files.copy(SOURCES.resolve("typescript/journey.ts"), folder.resolve("journey.ts"));
        Files.createSymbolicLink(folder.resolve("client"), GENERATED.resolve("typescript"));

        assertThat(output(
                        Map.of(),
                        "tsc",
                        "--strict",
                        "--skipLibCheck",
                        "--preserveSymlinks",
                        "--target",
                        "es2022",
                        "--lib",
                        "es2022,dom",
                        "--module",
                        "node16",
                        "--moduleResolution",
                        "node16",
                        "--outDir",
                        folder.resolve("out").toString(),
                        program.toString()))
                .isEmpty();
        assertThat(output(Map.of(), "node", folder.resolve("out/journey.js").toString(), service(), rows().toString()))
                .isEqualTo("small large");
    }

    private String service() {
        return "http://localhost:" + port;
    }

    /** Numbers from 0 to 1, and which half each is in. */
    private Path rows() throws IOException {
        List<String> lines = new ArrayList<>(List.of("x,kind"));
        for (int i = 0; i < 200; i++) {
            int hundredths = i * 37 % 100;
            lines.add("%s,%s".formatted(hundredths / 100.0, hundredths < 50 ? "small" : "large"));
        }
        return Files.write(folder.resolve("rows.csv"), lines);
    }

    private boolean runs(Map<String, String> environment, String... command) throws InterruptedException {
        try {
            return finished(start(environment, command)) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String output(Map<String, String> environment, String... command) throws Exception {
        Process process = start(environment, command);
        int status = finished(process);
        String said = Files.readString(folder.resolve("said.txt")).strip();
        assertThat(status).as(said).isZero();
        return said;
    }

    private Process start(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.redirectOutput(folder.resolve("said.txt").toFile()).start();
    }

    private static int finished(Process process) throws InterruptedException {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("the client has not come to an end in ten minutes");
        }
        return process.exitValue();
    }
}
