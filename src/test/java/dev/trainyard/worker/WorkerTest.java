package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.home.DataFolder;
import dev.trainyard.job.SampleJobs;
import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.model.NewVersion;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

@TrainyardTest
@ScriptedWork
@Import(WorkerTest.Parts.class)
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

    @BeforeEach
    void prepare() throws IOException {
        http = new Http(port);
        gate.refusal = "";
        gate.breaks = false;
        planner.useRows(store.put(new ByteArrayInputStream(new byte[] {'r', 'o', 'w', 's'}), 10)
                .digest());
    }

    @Test
    void publishesWhatTheTrainerMade() throws IOException {
        JsonNode job = ended(submit("epochs:3 checkpoint bundle"));
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
        assertThat(http.get(path(job) + "/logs").text()).contains("rows: rows");
        assertThat(http.get(path(job) + "/checkpoints")
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
        String id = submit("epochs:1 await");
        awaitEpoch(id, 1);
        assertThat(http.post("/api/v1/jobs/" + id + "/cancel", "").at("/state")).isEqualTo("cancelling");
        assertThat(ended(id).at("/state").asString()).isEqualTo("cancelled");
        assertThat(shelf.has(id)).isFalse();
    }

    /** It waits for another worker, or for this one to have room again. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void givesAJobBackWithTheReasonWhenTheDiskIsFull() {
        assertThat(reasonOfGivingBack("epochs:1 checkpoint fill-disk"))
                .startsWith("The worker's disk is full: No space left");
    }

    /** Nobody waits until the claim's lease has run out. */
    @Test
    void givesAJobBackWithTheReasonWhenTheWorkerItselfBreaksDown() {
        gate.breaks = true;
        assertThat(reasonOfGivingBack("checkpoint bundle")).isEqualTo("The worker could not go on: Gate");
    }

    private String reasonOfGivingBack(String script) {
        String id = submit(script);
        await().atMost(Duration.ofMinutes(10))
                .until(() ->
                        http.get("/api/v1/jobs/" + id).json().at("/transitions").size() > 2);
        JsonNode givenBack = http.get("/api/v1/jobs/" + id).json().at("/transitions/2");
        assertThat(givenBack.at("/state").asString()).isEqualTo("queued");
        http.post("/api/v1/jobs/" + id + "/cancel", "");
        assertThat(ended(id).at("/state").asString()).isEqualTo("cancelled");
        return givenBack.at("/reason").asString();
    }

    @Test
    void killsATrainerThatDoesNotObey() {
        String id = submit("epochs:1 deaf");
        awaitEpoch(id, 1);
        http.post("/api/v1/jobs/" + id + "/cancel", "");
        assertThat(ended(id).at("/state").asString()).isEqualTo("cancelled");
    }

    @Test
    void finishesOnRequestWithTheBestSoFar() {
        String id = submit("epochs:2 await");
        awaitEpoch(id, 2);
        http.post("/api/v1/jobs/" + id + "/finish", "");
        JsonNode job = ended(id);
        assertThat(job.at("/state").asString()).isEqualTo("succeeded");
        assertThat(job.at("/stopReason").asString()).isEqualTo("finished-on-request");
    }

    @Test
    void pausesWithACheckpointAndGoesOnFromIt() {
        String id = submit("epochs:2 await");
        awaitEpoch(id, 2);
        http.post("/api/v1/jobs/" + id + "/pause", "");
        await().atMost(Duration.ofMinutes(10)).until(() -> state(id).equals("paused"));
        http.post("/api/v1/jobs/" + id + "/resume", "");
        await().atMost(Duration.ofMinutes(10)).until(() -> state(id).equals("running"));
        http.post("/api/v1/jobs/" + id + "/finish", "");
        JsonNode job = ended(id);
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
        String id = submit("epochs:2 checkpoint await");
        awaitEpoch(id, 2);
        String checkpoints = "/api/v1/jobs/" + id + "/checkpoints";
        await().atMost(Duration.ofMinutes(10))
                .until(() -> !http.get(checkpoints).json().at("/data").isEmpty());
        Http.Answer accepted = http.post(checkpoints + "/1/publish", "");
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.json().at("/progress/epoch").asInt()).isEqualTo(2);
        JsonNode publication = ended(accepted.at("/id"));
        assertThat(publication.at("/state").asString())
                .as(publication.toString())
                .isEqualTo("succeeded");
        assertThat(publication.at("/stopReason").asString()).isEqualTo("checkpoint");
        assertThat(publication.at("/followUp/jobId").asString()).isEqualTo(id);
        assertThat(publication.at("/followUp/checkpoint").asInt()).isEqualTo(1);
        assertThat(shelf.of(publication.at("/id").asString()).model()).isEqualTo("scripted");
        assertThat(state(id)).isEqualTo("running");
        Http.Answer none = http.post(checkpoints + "/7/publish", "");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.at("/detail")).endsWith("those that are kept: 1");
        assertThat(http.post(path(publication) + "/retry", "").status()).isEqualTo(409);
        http.post("/api/v1/jobs/" + id + "/cancel", "");
        ended(id);
    }

    @Test
    void goesOnFromTheLastCheckpointAfterACrash() {
        JsonNode job = ended(submit("epochs:2 checkpoint crash-if-fresh epochs:4 bundle"));
        assertThat(job.at("/state").asString()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.at("/attempt").asInt()).isEqualTo(2);
        assertThat(job.at("/transitions/2/reason").asString()).contains("signal 6 (SIGABRT)");
        assertThat(http.get(path(job) + "/metrics").json().at("/epochs").toString())
                .isEqualTo("[1,2,3,4]");
    }

    @Test
    void failsAfterThreeCrashesWithoutACheckpointAndNamesTheSignal() {
        JsonNode job = ended(submit("epochs:1 crash"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/attempt").asInt()).isEqualTo(3);
        assertThat(job.at("/failure/code").asString()).isEqualTo("internal");
        assertThat(job.at("/failure/message").asString()).contains("SIGABRT");
        assertThat(job.at("/failure/phase").asString()).isEqualTo("training");
        assertThat(job.at("/failure/logTail").toString()).contains("A fatal error has been detected");
    }

    @Test
    void passesOnWhatTheTrainerSaysOfItsFailure() {
        JsonNode job = ended(submit("epochs:1 fail"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/code").asString()).isEqualTo("loss_nan");
        assertThat(job.at("/failure/remedies/0/patch/0/path").asString()).isEqualTo("/training/optimizer");
    }

    @Test
    void endsAJobThatTakesTooMuchMemory() {
        JsonNode job = ended(submit("eat:400"));
        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("out_of_memory");
        assertThat(job.at("/failure/message").asString()).contains("250 MB are allowed");
    }

    @Test
    void failsWhenTheDataSetIsGone() {
        planner.useRows(SampleJobs.NOWHERE);
        JsonNode job = ended(submit("bundle"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/code").asString()).isEqualTo("data_invalid");
        assertThat(job.at("/failure/message").asString()).contains("ds_1").contains("deleted");
    }

    @Test
    void keepsAVersionThatTheGateRefusesAsUnservable() {
        gate.refusal = "row 3 differs by 0.2";
        JsonNode job = ended(submit("bundle"));
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
        String after = submit("bundle");
        assertThat(ended(after).at("/state").asString())
                .as("a job that came later")
                .isEqualTo("succeeded");
        JsonNode waiting = http.get("/api/v1/jobs/" + id).json();
        assertThat(waiting.at("/state").asString()).isEqualTo("queued");
        assertThat(waiting.at("/queue/reason").asString()).isEqualTo("waiting for 1 gpu; 0 of 0 free");
        assertThat(http.post("/api/v1/jobs/" + id + "/cancel", "").status()).isLessThan(300);
    }

    private String submit(String script) {
        Http.Answer accepted = http.post("/api/v1/jobs", Json.mapper().readTree("""
                                {"name":"scripted","datasetId":"ds_1","metadata":{"script":"%s"},
                                 "definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
                                """.formatted(script)));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    private JsonNode ended(String id) {
        return http.ended(id).json();
    }

    private String state(String id) {
        return http.get("/api/v1/jobs/" + id).at("/state");
    }

    private void awaitEpoch(String id, int epoch) {
        await().atMost(Duration.ofMinutes(10))
                .until(() -> http.get("/api/v1/jobs/" + id)
                                .json()
                                .at("/progress/epoch")
                                .asInt()
                        == epoch);
    }

    private static String path(JsonNode job) {
        return "/api/v1/jobs/" + job.at("/id").asString();
    }

    /** Everything around the worker that this test is not about. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {
        @Bean
        @Primary
        SampleJobs sampleJobs() {
            return new SampleJobs();
        }

        @Bean
        @Primary
        ScriptedGate scriptedGate() {
            return new ScriptedGate();
        }

        @Bean
        @Primary
        Shelf shelf() {
            return new Shelf();
        }

        @Bean
        @Primary
        Launches scriptedLaunches() {
            return new ScriptedLaunches();
        }
    }

    static final class ScriptedLaunches implements Launches {
        @Override
        public LaunchProfile of(ResolvedJob job, @Nullable String kernels) {
            return usual();
        }

        @Override
        public LaunchProfile usual() {
            return new LaunchProfile(
                    ScriptedTrainer.class.getName(),
                    512,
                    List.of(
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:-CreateCoredumpOnCrash",
                            "-XX:ErrorFile=/dev/null"),
                    Map.of(),
                    List.of());
        }
    }

    static final class ScriptedGate implements GoldenGate {
        volatile String refusal = "";
        volatile boolean breaks;

        @Override
        public Verdict check(BundleFolder bundle) {
            if (breaks) {
                breaks = false;
                throw new NoClassDefFoundError("Gate");
            }
            return new Verdict(refusal.isEmpty(), 0, refusal);
        }
    }

    static final class Shelf implements ModelRegistry {
        private final List<NewVersion> versions = new CopyOnWriteArrayList<>();

        @Override
        public int register(NewVersion version) {
            versions.add(version);
            return versions.size();
        }

        boolean has(String jobId) {
            return versions.stream().anyMatch(version -> version.jobId().equals(jobId));
        }

        NewVersion of(String jobId) {
            return versions.stream()
                    .filter(version -> version.jobId().equals(jobId))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
