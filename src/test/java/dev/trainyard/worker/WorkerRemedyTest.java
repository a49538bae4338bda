package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.Claim;
import dev.trainyard.job.JobQueue;
import dev.trainyard.job.SampleJobs;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a worker finds out about an attempt that came to nothing, and that the remedy it offers cures the job. */
@ScriptedWork
class WorkerRemedyTest {

    @LocalServerPort
    int port;

    @Autowired
    ObjectStore store;

    @Autowired
    SampleJobs planner;

    @Autowired
    ScriptedGate gate;

    @Autowired
    JobQueue queue;

    @Autowired
    JdbcClient jdbc;

    private Http http;
    private ScriptedJobs jobs;

    @BeforeEach
    void prepare() throws IOException {
        http = new Http(port);
        jobs = new ScriptedJobs(http);
        gate.refusal = "";
        planner.useRows(store.put(new ByteArrayInputStream(new byte[] {'r', 'o', 'w', 's'}), 10)
                .digest());
    }

    @Test
    void aSmallerBatchCuresAJobThatTookTooMuchMemory() {
        JsonNode job = jobs.ended(jobs.submit("eat-batch bundle", "\"training\":{\"batchSize\":400}"));

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("out_of_memory");
        assertThat(job.at("/failure/details/memory").asString()).isEqualTo("host");
        assertThat(job.at("/failure/details/takenBytes").asLong())
                .isGreaterThan(job.at("/failure/details/allowedBytes").asLong());
        int fits = job.at("/failure/details/largestBatchThatFits").asInt();
        assertThat(fits).isPositive();
        JsonNode cured = jobs.ended(retried(job));
        assertThat(cured.at("/state").asString()).as(cured.toString()).isEqualTo("succeeded");
        assertThat(cured.at("/resolved/training/batchSize").asInt()).isEqualTo(fits);
    }

    @Test
    void anotherTryCuresAJobWhoseNativeCodeCrashedAndTheSignalIsTold() throws Exception {
        String id = jobs.submit("epochs:1 await", "\"maxAttempts\":1");
        jobs.awaitEpoch(id, 1);
        signalChildren("SEGV");
        JsonNode job = jobs.ended(id);

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("internal");
        assertThat(job.at("/failure/details/signal").asString())
                .as(job.toString())
                .isEqualTo("SIGSEGV");
        assertThat(job.at("/failure/message").asString()).contains("SIGSEGV");
        String again = retried(job);
        jobs.awaitEpoch(again, 1);
        http.post("/api/v1/jobs/" + again + "/finish", "");
        assertThat(jobs.ended(again).at("/state").asString()).isEqualTo("succeeded");
    }

    @Test
    void noLimitCuresAJobThatDidNotHeedIts() {
        JsonNode job = jobs.ended(
                jobs.submit("epochs:1 deaf-if-limited bundle", "\"training\":{\"limits\":{\"maxSeconds\":0.1}}"));

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("timeout");
        assertThat(job.at("/failure/details/maxSeconds").asDouble()).isEqualTo(0.1);
        assertThat(jobs.ended(retried(job)).at("/state").asString()).isEqualTo("succeeded");
    }

    @Test
    void moreAttemptsCureAJobWhoseWorkerWasLost() {
        List<String> busy = List.of(jobs.submit("epochs:1 await"), jobs.submit("epochs:1 await"));
        busy.forEach(id -> jobs.awaitEpoch(id, 1));
        String id = jobs.submit("bundle", "\"maxAttempts\":1");
        losesItsWorker(id);
        JsonNode job = jobs.ended(id);

        assertThat(job.at("/failure/code").asString()).as(job.toString()).isEqualTo("worker_lost");
        assertThat(job.at("/failure/details/worker").asString()).isEqualTo("wrk_ghost");
        busy.forEach(other -> http.post("/api/v1/jobs/" + other + "/cancel", ""));
        JsonNode cured = jobs.ended(retried(job));
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

    private String retried(JsonNode failed) {
        Http.Answer accepted = http.post("/api/v1/jobs/" + failed.at("/id").asString() + "/retry", Map.of("remedy", 0));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }
}
