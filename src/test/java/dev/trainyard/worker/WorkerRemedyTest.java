package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.job.Claim;
import dev.trainyard.job.JobQueue;
import dev.trainyard.job.SampleJobs;
import dev.trainyard.json.Json;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a worker finds out about an attempt that came to nothing, and that the remedy it offers cures the job. */
@TrainyardTest
@ScriptedWork
@Import(WorkerTest.Parts.class)
class WorkerRemedyTest {

    private static final Duration LONG = Duration.ofMinutes(3);

    @LocalServerPort
    int port;

    @Autowired
    ObjectStore store;

    @Autowired
    SampleJobs planner;

    @Autowired
    WorkerTest.ScriptedGate gate;

    @Autowired
    JobQueue queue;

    @Autowired
    JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void prepare() throws IOException {
        http = new Http(port);
        gate.refusal = "";
        planner.useRows(store.put(new ByteArrayInputStream(new byte[] {'r', 'o', 'w', 's'}), 10)
                .digest());
    }

    @Test
    void aSmallerBatchCuresAJobThatTookTooMuchMemory() {
        JsonNode job = ended(submitted("eat-batch bundle", "\"training\":{\"batchSize\":400}"));

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("out_of_memory");
        assertThat(job.at("/failure/details/memory").asString()).isEqualTo("host");
        assertThat(job.at("/failure/details/takenBytes").asLong())
                .isGreaterThan(job.at("/failure/details/allowedBytes").asLong());
        int fits = job.at("/failure/details/largestBatchThatFits").asInt();
        assertThat(fits).isPositive();
        JsonNode cured = ended(retried(job));
        assertThat(cured.at("/state").asString()).as(cured.toString()).isEqualTo("succeeded");
        assertThat(cured.at("/resolved/training/batchSize").asInt()).isEqualTo(fits);
    }

    @Test
    void anotherTryCuresAJobWhoseNativeCodeCrashedAndTheSignalIsTold() throws Exception {
        String id = submitted("epochs:1 await", "\"maxAttempts\":1");
        awaitEpoch(id);
        signalChildren("SEGV");
        JsonNode job = ended(id);

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("internal");
        assertThat(job.at("/failure/details/signal").asString())
                .as(job.toString())
                .isEqualTo("SIGSEGV");
        assertThat(job.at("/failure/message").asString()).contains("SIGSEGV");
        String again = retried(job);
        awaitEpoch(again);
        http.post("/api/v1/jobs/" + again + "/finish", "");
        assertThat(ended(again).at("/state").asString()).isEqualTo("succeeded");
    }

    @Test
    void noLimitCuresAJobThatDidNotHeedIts() {
        JsonNode job =
                ended(submitted("epochs:1 deaf-if-limited bundle", "\"training\":{\"limits\":{\"maxSeconds\":0.1}}"));

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("timeout");
        assertThat(job.at("/failure/details/maxSeconds").asDouble()).isEqualTo(0.1);
        assertThat(ended(retried(job)).at("/state").asString()).isEqualTo("succeeded");
    }

    @Test
    void moreAttemptsCureAJobWhoseWorkerWasLost() {
        List<String> busy = List.of(submitted("epochs:1 await", ""), submitted("epochs:1 await", ""));
        busy.forEach(this::awaitEpoch);
        String id = submitted("bundle", "\"maxAttempts\":1");
        losesItsWorker(id);
        JsonNode job = ended(id);

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("worker_lost");
        assertThat(job.at("/failure/details/worker").asString()).isEqualTo("wrk_ghost");
        busy.forEach(other -> http.post("/api/v1/jobs/" + other + "/cancel", ""));
        JsonNode cured = ended(retried(job));
        assertThat(cured.at("/state").asString()).as(cured.toString()).isEqualTo("succeeded");
        assertThat(cured.at("/resolved/maxAttempts").asInt()).isEqualTo(6);
    }

    /** Every slot is taken, so that a worker of which nothing more is heard gets the job. */
    private void losesItsWorker(String id) {
        Optional<Claim> claim = queue.claim("wrk_ghost", Set.of(), 0);
        assertThat(claim)
                .hasValueSatisfying(
                        claimed -> assertThat(claimed.running().jobId()).isEqualTo(id));
        jdbc.sql("update job set lease_until = clock_timestamp() - interval '1 minute' where id = ?")
                .param(id)
                .update();
    }

    /** To every trainer process. */
    private static void signalChildren(String signal) throws IOException, InterruptedException {
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().command().filter(name -> name.endsWith("java")).isPresent()) {
                new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                        .start()
                        .waitFor();
            }
        }
    }

    private String submitted(String script, String more) {
        Http.Answer accepted = http.post(
                "/api/v1/jobs", Json.mapper().readTree("""
                                {"name":"scripted","datasetId":"ds_1","metadata":{"script":"%s"},
                                 "definition":{"kind":"sequential","layers":[{"type":"dense"}]}%s}
                                """.formatted(script, more.isEmpty() ? "" : "," + more)));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    private String retried(JsonNode failed) {
        Http.Answer accepted = http.post("/api/v1/jobs/" + failed.at("/id").asString() + "/retry", Map.of("remedy", 0));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    private JsonNode ended(String id) {
        JsonNode[] job = new JsonNode[1];
        await().atMost(LONG).until(() -> {
            job[0] = http.get("/api/v1/jobs/" + id + "?wait=20").json();
            return job[0].at("/terminal").asBoolean();
        });
        return job[0];
    }

    private void awaitEpoch(String id) {
        await().atMost(LONG)
                .until(() -> http.get("/api/v1/jobs/" + id)
                                .json()
                                .at("/progress/epoch")
                                .asInt()
                        == 1);
    }
}
