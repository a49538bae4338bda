package dev.trainyard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies between the commit of a create and its answer. */
@Tag("figures")
class IdempotencyFiguresTest {

    private static final String[] KEY = {"Idempotency-Key", "the-only-one"};
    private static final String[] DYING = {"Idempotency-Key", "the-only-one", DyingService.HEADER, "yes"};

    @TempDir
    private Path data;

    @Test
    void whoAsksAgainGetsTheAnswerThatTheDeadProcessOwed() throws IOException {
        Map<String, Object> job;
        try (ServiceProcess service = start()) {
            String dataset = service.http().sample("plane", Map.of("rows", 20)).at("/id");
            job = job(dataset);
            assertThatThrownBy(() -> service.http().post("/api/v1/jobs", job, DYING))
                    .isInstanceOf(IllegalStateException.class);
            service.handle().onExit().join();
        }
        try (ServiceProcess service = start()) {
            Answer jobs = service.http().get("/api/v1/jobs?name=owed");
            assertThat(jobs.json().at("/data")).as("it was committed").hasSize(1);
            Answer again = service.http().post("/api/v1/jobs", job, KEY);
            assertThat(again.status()).as(again.text()).isEqualTo(202);
            assertThat(again.location()).isEqualTo("/api/v1/jobs/" + jobs.at("/data/0/id"));
            assertThat(service.http().get("/api/v1/jobs?name=owed").json().at("/data"))
                    .hasSize(1);
            service.http().post(again.location() + "/cancel", "");
        }
    }

    private ServiceProcess start() throws IOException {
        return ServiceProcess.start(DyingService.class, List.of(), Map.of(), data, "--trainyard.worker.warm=false");
    }

    private static Map<String, Object> job(String dataset) {
        return Map.of(
                "name",
                "owed",
                "datasetId",
                dataset,
                "definition",
                Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", 1))),
                "resources",
                Map.of("labels", List.of("nobodys")));
    }
}
