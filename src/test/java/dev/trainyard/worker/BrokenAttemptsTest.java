package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.job.SampleJobs;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What a worker does with attempts that break off. */
@ScriptedWork
class BrokenAttemptsTest {

    @LocalServerPort
    int port;

    @Autowired
    ObjectStore store;

    @Autowired
    SampleJobs planner;

    @Autowired
    ScriptedGate gate;

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
        String id = jobs.submit(script);
        await().atMost(Duration.ofMinutes(10))
                .until(() -> jobs.job(id).at("/transitions").size() > 2);
        JsonNode givenBack = jobs.job(id).at("/transitions/2");
        assertThat(givenBack.at("/state").asString()).isEqualTo("queued");
        jobs.cancel(id);
        return givenBack.at("/reason").asString();
    }

    @Test
    void goesOnFromTheLastCheckpointAfterACrash() {
        JsonNode job = jobs.ended(jobs.submit("epochs:2 checkpoint crash-if-fresh epochs:4 bundle"));
        assertThat(job.at("/state").asString()).as(job.toString()).isEqualTo("succeeded");
        assertThat(job.at("/attempt").asInt()).isEqualTo(2);
        assertThat(job.at("/transitions/2/reason").asString()).contains("signal 6 (SIGABRT)");
        assertThat(http.get(ScriptedJobs.path(job) + "/metrics")
                        .json()
                        .at("/epochs")
                        .toString())
                .isEqualTo("[1,2,3,4]");
    }

    @Test
    void failsAfterThreeCrashesWithoutACheckpointAndNamesTheSignal() {
        JsonNode job = jobs.ended(jobs.submit("epochs:1 crash"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/attempt").asInt()).isEqualTo(3);
        assertThat(job.at("/failure/code").asString()).isEqualTo("internal");
        assertThat(job.at("/failure/message").asString()).contains("SIGABRT");
        assertThat(job.at("/failure/phase").asString()).isEqualTo("training");
        assertThat(job.at("/failure/logTail").toString()).contains("A fatal error has been detected");
    }

    @Test
    void passesOnWhatTheTrainerSaysOfItsFailure() {
        JsonNode job = jobs.ended(jobs.submit("epochs:1 fail"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/code").asString()).isEqualTo("loss_nan");
        assertThat(job.at("/failure/remedies/0/patch/0/path").asString()).isEqualTo("/training/optimizer");
    }

    @Test
    void endsAJobThatTakesTooMuchMemory() {
        JsonNode job = jobs.ended(jobs.submit("eat:400"));
        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("out_of_memory");
        assertThat(job.at("/failure/message").asString()).contains("250 MB are allowed");
    }

    @Test
    void failsWhenTheDataSetIsGone() {
        planner.useRows(SampleJobs.NOWHERE);
        JsonNode job = jobs.ended(jobs.submit("bundle"));
        assertThat(job.at("/state").asString()).isEqualTo("failed");
        assertThat(job.at("/failure/code").asString()).isEqualTo("data_invalid");
        assertThat(job.at("/failure/message").asString()).contains("ds_1").contains("deleted");
    }
}
