package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a real process on its embedded database: what it loads, and what a killing leaves behind. */
class KilledServiceTest {

    @TempDir
    Path data;

    @Test
    void anAcceptedJobSurvivesTheKillingOfTrainerAndService() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs Linux' /proc to look into processes");
        String whole;
        String dataset;
        String broken;
        try (ServiceProcess service = ServiceProcess.start(data)) {
            Http http = service.http();
            dataset = http.post("/api/v1/datasets/samples/circle", Map.of("rows", 1000, "seed", 3))
                    .at("/id");
            whole = digestOf(http, finished(http, submit(http, job(dataset, "whole", 100))), "whole");
            assertThat(Files.readString(Path.of("/proc/%d/maps".formatted(service.pid()))))
                    .contains("libonnxruntime")
                    .doesNotContain("libnd4jcpu");

            broken = submit(http, job(dataset, "broken", 100));
            awaitEpoch(http, broken, 20);
            service.childJvms().forEach(ProcessHandle::destroyForcibly);
            awaitEpoch(http, broken, 40);
            service.kill();
        }
        try (ServiceProcess service = ServiceProcess.start(data)) {
            Http http = service.http();
            Answer job = finished(http, broken);
            assertThat(job.json().at("/attempt").asInt()).isGreaterThan(1);
            assertThat(digestOf(http, job, "broken")).isEqualTo(whole);
            assertThat(http.get("/api/v1/models/broken/versions/2").status()).isEqualTo(404);
        }
    }

    private static Map<String, Object> job(String dataset, String name, int epochs) {
        return Map.of(
                "name",
                name,
                "datasetId",
                dataset,
                "definition",
                Map.of(
                        "kind",
                        "sequential",
                        "layers",
                        List.of(
                                Map.of("type", "dense", "units", 16, "activation", "tanh"),
                                Map.of("type", "dropout", "rate", 0.1),
                                Map.of("type", "batchNormalization"),
                                Map.of("type", "dense"))),
                "training",
                Map.of("epochs", epochs, "checkpoint", Map.of("everySeconds", 0.2)));
    }

    private static String submit(Http http, Map<String, Object> job) {
        Answer accepted = http.post("/api/v1/jobs", job);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    private static void awaitEpoch(Http http, String id, int epoch) {
        Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> {
            Answer job = http.get("/api/v1/jobs/" + id);
            return job.json().at("/progress/epoch").asInt() >= epoch;
        });
    }

    private static Answer finished(Http http, String id) {
        Answer job = http.get("/api/v1/jobs/" + id + "?wait=60");
        assertThat(job.at("/state")).as(job.text()).isEqualTo("succeeded");
        return job;
    }

    private static String digestOf(Http http, Answer job, String model) {
        assertThat(job.at("/result/model")).isEqualTo(model);
        return http.get("/api/v1/models/" + model + "/versions/1").at("/provenance/parametersSha256");
    }
}
