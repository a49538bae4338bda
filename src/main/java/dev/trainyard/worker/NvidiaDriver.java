package dev.trainyard.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the driver which GPUs are there, where there is a driver. */
final class NvidiaDriver {

    private static final Logger LOG = LoggerFactory.getLogger(NvidiaDriver.class);
    private static final Path DEVICE = Path.of("/dev/nvidiactl");
    private static final long PATIENCE_SECONDS = 10;

    private NvidiaDriver() {}

    /** The GPUs that this process may see; none where no driver is loaded, or where it does not answer. */
    static List<Gpu> gpus() {
        if (!Files.exists(DEVICE)) {
            return List.of();
        }
        try {
            return Gpu.parse(
                    ask("--query-gpu=name,memory.total,compute_cap,driver_version", "--format=csv,noheader,nounits"),
                    about());
        } catch (IOException e) {
            LOG.warn("nvidia-smi does not tell which GPUs are there: {}", e.getMessage());
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Which CUDA it runs is not worth losing the GPUs for. */
    private static List<String> about() throws InterruptedException {
        try {
            return ask("-q");
        } catch (IOException e) {
            LOG.warn("nvidia-smi does not tell which CUDA it runs: {}", e.getMessage());
            return List.of();
        }
    }

    private static List<String> ask(String... options) throws IOException, InterruptedException {
        Path answer = Files.createTempFile("gpus", ".txt");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("nvidia-smi"), Stream.of(options))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(answer.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer within %d s".formatted(PATIENCE_SECONDS));
            }
            return Files.readAllLines(answer, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(answer);
        }
    }
}
