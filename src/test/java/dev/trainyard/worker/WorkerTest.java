package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.home.DataFolder;
import dev.trainyard.job.SampleJobs;
import dev.trainyard.model.NewVersion;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a worker does with jobs that go as they should. */
@ScriptedWork
class WorkerTest {

    @LocalServerPort
    int port;

    @Autowired
    ObjectStore store;

    @Autowired
    SampleJobs planner;

    @Autowired
    ScriptedGate gate;

    @Autowired
    Shelf shelf;

    @Autowired
    DataFolder data;

    private Http http;
    private ScriptedJobs jobs;

    @BeforeEach
    void prepare() throws IOException {
        http = new Http(port);
        jobs = new ScriptedJobs(http);
        gate.refusal = "";
        gate.breaks = false;
        planner.useRows(store.put(new ByteArrayInputStream(new byte[] {'r', 'o', 'w', 's'}), 10)
                .digest());
    }

    @Test
    void publishesWhatTheTrainerMade() throws IOException {
        JsonNode job = jobs.ended(jobs.submit("epochs:3 checkpoint bundle"));
        assertThat(job.at("/state").asString()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.at("/stopReason").asString()).isEqualTo("completed");
        assertThat(job.at("/result/version").asInt()).isPositive();
        assertThat(job.at("/engine").asString()).isEqualTo("scripted");
        assertThat(job.at("/latest/test~1accuracy").asDouble()).isEqualTo(0.75);
        assertThat(job.at("/latest/train~1loss").asDouble()).isEqualTo(1.0 / 3);
        assertThat(job.at("/progress/epoch").asInt()).isEqualTo(3);
        NewVersion version = shelf.of(job.at("/id").asString());
        assertThat(version.unservable()).isNull();
        assertThat(version.artifacts())
                .extracting(NewVersion.Artifact::name)
                .containsExactly("evaluation.json", "manifest.json", "model.onnx", "provenance.json", "bundle.zip");
        for (NewVersion.Artifact artifact : version.artifacts()) {
            assertThat(store.exists(artifact.sha256())).isTrue();
        }
        assertThat(phasesOf(job.at("/id").asString())).containsExactly("training", "evaluating", "publishing");
        assertThat(http.get(ScriptedJobs.path(job) + "/logs").text()).contains("rows: rows");
        assertThat(http.get(ScriptedJobs.path(job) + "/checkpoints")
                        .json()
                        .at("/data/0/epoch")
                        .asInt())
                .isEqualTo(3);
        awaitNoAttemptFolders();
    }

    private List<String> phasesOf(String id) {
        return http.get("/api/v1/jobs/" + id + "/events").json().at("/data").findValuesAsString("phase");
    }

    private void awaitNoAttemptFolders() {
        await().atMost(Duration.ofMinutes(10)).until(() -> {
            try (Stream<Path> left = Files.list(data.scratch())) {
                return left.noneMatch(folder -> folder.getFileName().toString().startsWith("job_"));
            }
        });
    }

    @Test
    void cancelsARunningJobInTimeAndPublishesNothing() {
        String id = jobs.submit("epochs:1 await");
        jobs.awaitEpoch(id, 1);
        assertThat(http.post("/api/v1/jobs/" + id + "/cancel", "").at("/state")).isEqualTo("cancelling");
        assertThat(jobs.ended(id).at("/state").asString()).isEqualTo("cancelled");
        assertThat(shelf.has(id)).isFalse();
    }

    @Test
    void killsATrainerThatDoesNotObey() {
        String id = jobs.submit("epochs:1 deaf");
        jobs.awaitEpoch(id, 1);
        jobs.cancel(id);
    }

    @Test
    void finishesOnRequestWithTheBestSoFar() {
        String id = jobs.submit("epochs:2 await");
        jobs.awaitEpoch(id, 2);
        http.post("/api/v1/jobs/" + id + "/finish", "");
        JsonNode job = jobs.ended(id);
        assertThat(job.at("/state").asString()).isEqualTo("succeeded");
        assertThat(job.at("/stopReason").asString()).isEqualTo("finished-on-request");
    }

    @Test
    void pausesWithACheckpointAndGoesOnFromIt() {
        String id = jobs.submit("epochs:2 await");
        jobs.awaitEpoch(id, 2);
        http.post("/api/v1/jobs/" + id + "/pause", "");
        jobs.awaitState(id, "paused");
        http.post("/api/v1/jobs/" + id + "/resume", "");
        jobs.awaitState(id, "running");
        http.post("/api/v1/jobs/" + id + "/finish", "");
        JsonNode job = jobs.ended(id);
        assertThat(job.at("/state").asString()).isEqualTo("succeeded");
        assertThat(job.at("/attempt").asInt()).isEqualTo(2);
        assertThat(http.get("/api/v1/jobs/" + id + "/metrics")
                        .json()
                        .at("/epochs")
                        .toString())
                .as("no epoch was trained twice")
                .isEqualTo("[1,2]");
    }

    @Test
    void publishesACheckpointOfAJobThatGoesOn() {
        String id = jobs.submit("epochs:2 checkpoint await");
        jobs.awaitEpoch(id, 2);
        String checkpoints = "/api/v1/jobs/" + id + "/checkpoints";
        await().atMost(Duration.ofMinutes(10))
                .until(() -> !http.get(checkpoints).json().at("/data").isEmpty());
        Http.Answer accepted = http.post(checkpoints + "/1/publish", "");
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.json().at("/progress/epoch").asInt()).isEqualTo(2);
        JsonNode publication = jobs.ended(accepted.at("/id"));
        assertThat(publication.at("/state").asString())
                .as(publication.toString())
                .isEqualTo("succeeded");
        assertThat(publication.at("/stopReason").asString()).isEqualTo("checkpoint");
        assertThat(publication.at("/followUp/jobId").asString()).isEqualTo(id);
        assertThat(publication.at("/followUp/checkpoint").asInt()).isEqualTo(1);
        assertThat(shelf.of(publication.at("/id").asString()).model()).isEqualTo("scripted");
        assertThat(jobs.state(id)).isEqualTo("running");
        Http.Answer none = http.post(checkpoints + "/7/publish", "");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.at("/detail")).endsWith("those that are kept: 1");
        assertThat(http.post(ScriptedJobs.path(publication) + "/retry", "").status())
                .isEqualTo(409);
        http.post("/api/v1/jobs/" + id + "/cancel", "");
        jobs.ended(id);
    }

    @Test
    void keepsAVersionThatTheGateRefusesAsUnservable() {
        gate.refusal = "row 3 differs by 0.2";
        JsonNode job = jobs.ended(jobs.submit("bundle"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/code").asString()).isEqualTo("unservable");
        assertThat(job.at("/failure/message").asString()).contains("row 3 differs by 0.2");
        assertThat(job.at("/result").isNull()).isTrue();
        assertThat(shelf.of(job.at("/id").asString()).unservable()).isEqualTo("row 3 differs by 0.2");
    }

    @Test
    void showsItself() {
        JsonNode workers = http.get("/api/v1/workers").json();
        assertThat(workers.at("/data/0/state").asString()).isEqualTo("alive");
        assertThat(workers.at("/data/0/slots").asInt()).isEqualTo(2);
        assertThat(workers.at("/data/0/device/cores").asInt()).isPositive();
        assertThat(workers.at("/data/0/device/diagnosis").asString()).contains("GPU");
        String id = workers.at("/data/0/id").asString();
        assertThat(http.get("/api/v1/workers/" + id).at("/id")).isEqualTo(id);
        assertThat(http.get("/api/v1/workers/wrk_none").status()).isEqualTo(404);
    }

    @Test
    void leavesAJobForAGpuWaitingAndSaysWhy() {
        String id = http.post("/api/v1/jobs", """
                        {"name":"scripted","datasetId":"ds_1","resources":{"device":"gpu"},"metadata":{"script":"bundle"},
                         "definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
                        """).at("/id");
        String after = jobs.submit("bundle");
        assertThat(jobs.ended(after).at("/state").asString())
                .as("a job that came later")
                .isEqualTo("succeeded");
        JsonNode waiting = http.get("/api/v1/jobs/" + id).json();
        assertThat(waiting.at("/state").asString()).isEqualTo("queued");
        assertThat(waiting.at("/queue/reason").asString()).isEqualTo("waiting for 1 gpu; 0 of 0 free");
        assertThat(http.post("/api/v1/jobs/" + id + "/cancel", "").status()).isLessThan(300);
    }
}
