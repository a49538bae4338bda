package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How fast and how large the service is, as a process of its own on its embedded database. */
@Tag("figures")
class ServiceFiguresTest {

    @TempDir
    private Path data;

    @Test
    void startsSoonFromTheUnpackedJar() throws IOException {
        Path unpacked = Path.of("target", "service");
        assumeTrue(
                Files.exists(unpacked.resolve("classes.jsa")),
                "there is no class archive yet: run ./quickstart.sh, stop the service, and try again");
        ServiceProcess.startUnpacked(unpacked, data).close();
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try (ServiceProcess service = ServiceProcess.startUnpacked(unpacked, data)) {
                starts.add(service.startTime().toMillis());
            }
        }
        starts.sort(null);
        System.out.printf("start with an existing data folder, ms: %s%n", starts);
        assertThat(starts.get(2)).as("median ms to start").isLessThanOrEqualTo(10_000);
    }

    @Test
    void staysSmallAndTrainsAtOnce() throws IOException {
        try (ServiceProcess service = ServiceProcess.start(data)) {
            Http http = service.http();
            awaitWarmSpare(service);
            long resident = service.residentMegabytes();
            System.out.printf("resident memory, idle: %d MB%n", resident);

            String dataset = http.sample("circle", Map.of("rows", 400)).at("/id");
            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                awaitWarmSpare(service);
                waits.add(millisecondsToFirstIteration(http, dataset));
            }
            waits.sort(null);
            System.out.printf("submit to first iteration, ms: %s, median %d%n", waits, waits.get(5));
            System.out.printf("resident memory after 11 jobs: %d MB%n", service.residentMegabytes());

            List<Long> uploads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                uploads.add(millisecondsToReady(http, 100_000));
            }
            System.out.printf("100,000-row CSV to ready, ms: %s%n", uploads);

            SoftAssertions.assertSoftly(figures -> {
                figures.assertThat(resident).as("resident MB").isLessThan(500);
                figures.assertThat(waits.get(5)).as("ms to first iteration").isLessThanOrEqualTo(500);
                figures.assertThat(uploads.stream().sorted().toList().get(1))
                        .as("ms to ready")
                        .isLessThanOrEqualTo(3000);
            });
        }
    }

    /** A spare that is warm does nothing: the service's children have used no processor time for half a second. */
    private static void awaitWarmSpare(ServiceProcess service) {
        long[] before = {-1};
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    long now = service.childJvms().stream()
                            .mapToLong(child -> child.info()
                                    .totalCpuDuration()
                                    .map(Duration::toMillis)
                                    .orElse(0L))
                            .sum();
                    boolean quiet = now == before[0] && service.childJvms().size() >= 2;
                    before[0] = now;
                    return quiet;
                });
    }

    /** From the job's creation to its first event after an update, by the database's clock. */
    private static long millisecondsToFirstIteration(Http http, String dataset) {
        Answer job = http.post(
                "/api/v1/jobs",
                Map.of(
                        "datasetId",
                        dataset,
                        "definition",
                        Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense"))),
                        "training",
                        Map.of("epochs", 2)));
        http.succeeded(job);
        JsonNode first = StreamSupport.stream(
                        http.get("/api/v1/jobs/" + job.at("/id") + "/events")
                                .json()
                                .at("/data")
                                .spliterator(),
                        false)
                .filter(event -> event.path("iteration").asLong() > 0)
                .findFirst()
                .orElseThrow();
        return Duration.between(
                        Instant.parse(job.at("/createdAt")),
                        Instant.parse(first.path("at").asString()))
                .toMillis();
    }

    private static long millisecondsToReady(Http http, int rows) {
        Random random = new Random(rows);
        StringBuilder csv = new StringBuilder("a,b,c,d,e,kind,label\n");
        for (int i = 0; i < rows; i++) {
            for (int column = 0; column < 5; column++) {
                csv.append("%.4f,".formatted(random.nextGaussian()));
            }
            csv.append("k")
                    .append(random.nextInt(7))
                    .append(',')
                    .append(random.nextInt(2))
                    .append('\n');
        }
        byte[] bytes = csv.toString().getBytes();
        long begin = System.nanoTime();
        Answer ready = http.dataset("name=large", bytes);
        long milliseconds = (System.nanoTime() - begin) / 1_000_000;
        assertThat(ready.at("/state")).as(ready.text()).isEqualTo("ready");
        return milliseconds;
    }
}
