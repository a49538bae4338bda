package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.job.Claim;
import dev.trainyard.job.JobQueue;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Jobs fail in earnest, in real trainer processes, and the remedies they offer cure them. */
@TrainyardTest
@Tag("figures")
@TestPropertySource(properties = "trainyard.worker.memory=900MB")
class RemedyJourneyTest {

    private static final int ROWS = 20_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    @LocalServerPort
    private int port;

    @Autowired
    private JobQueue queue;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aJobWithEveryFaultIsCuredOfOneAfterTheOther() {
        JsonNode bad = ended(submitted("""
                {"name":"ill","datasetId":"%s","target":["y"],"preprocessing":{"numeric":"none"},
                 "definition":{"kind":"sequential","layers":[
                   {"type":"dense","units":4096,"activation":"relu"},{"type":"dense"}]},
                 "training":{"epochs":2,"batchSize":"full","optimizer":{"type":"sgd","learningRate":1e6},
                   "limits":{"maxSeconds":0.000001}}}
                """.formatted(uploadedRows())));

        assertThat(bad.at("/failure/code").asString()).as(bad.toString()).isEqualTo("data_invalid");
        assertThat(bad.at("/failure/message").asString()).contains("row 7: column x holds 1.0E39");
        assertThat(bad.at("/failure/details/rows").toString()).isEqualTo("[7]");

        JsonNode late = ended(retried(bad));
        assertThat(late.at("/failure/code").asString()).as(late.toString()).isEqualTo("timeout");
        assertThat(late.at("/retryOf").asString()).isEqualTo(bad.at("/id").asString());

        JsonNode large = ended(retried(late));
        assertThat(large.at("/failure/code").asString()).as(large.toString()).isEqualTo("out_of_memory");
        assertThat(large.at("/failure/details/memory").asString()).isEqualTo("host");
        assertThat(large.at("/failure/details/largestBatchThatFits").asInt()).isBetween(100, ROWS / 2);
        assertThat(http.get("/v2/health/ready").status())
                .as("nothing else noticed")
                .isEqualTo(200);

        JsonNode wild = ended(retried(large));
        assertThat(wild.at("/failure/code").asString()).as(wild.toString()).isEqualTo("loss_nan");
        assertThat(wild.at("/failure/details/epoch").asInt()).isPositive();
        assertThat(wild.at("/failure/details/gradientNorms/dense_0").asDouble()).isPositive();

        JsonNode cured = ended(retried(wild));
        assertThat(cured.at("/state").asString()).as(cured.toString()).isEqualTo("succeeded");
        assertThat(cured.at("/resolved/training/optimizer/type").asString()).isEqualTo("adam");
        assertThat(http.get("/api/v1/jobs/" + cured.at("/id").asString() + "/logs")
                        .text())
                .contains("left out row 7 of the train part");
    }

    @Test
    void jobsThatLostTheirProcessOrTheirWorkerGoOnByTheirRemedy() throws Exception {
        String dataset = http.sample("plane", Map.of("rows", 100)).at("/id");
        String crashing = submitted(small(dataset, "crashing", 10_000_000));
        awaitEpoch(crashing, 1);
        String abandoned = submitted(small(dataset, "abandoned", 2));

        losesItsWorker(abandoned);
        JsonNode lost = ended(abandoned);
        assertThat(lost.at("/failure/code").asString()).as(lost.toString()).isEqualTo("worker_lost");
        assertThat(lost.at("/failure/details/worker").asString()).isEqualTo("wrk_ghost");

        signalTrainers("SEGV");
        JsonNode crashed = ended(crashing);
        assertThat(crashed.at("/failure/code").asString())
                .as(crashed.toString())
                .isEqualTo("internal");
        assertThat(crashed.at("/failure/details/signal").asString()).isEqualTo("SIGSEGV");
        assertThat(crashed.at("/failure/message").asString()).contains("SIGSEGV");

        String again = retried(crashed);
        awaitEpoch(again, 1);
        http.post("/api/v1/jobs/" + again + "/finish", "");
        assertThat(ended(again).at("/state").asString()).isEqualTo("succeeded");
        assertThat(ended(retried(lost)).at("/state").asString()).isEqualTo("succeeded");
    }

    /** One row cannot be learned from: its number is beyond what a float can hold. */
    private String uploadedRows() {
        StringBuilder csv = new StringBuilder("x,y\n");
        for (int i = 0; i < ROWS; i++) {
            double x = Math.sin(i * 12.9898);
            csv.append(i == 7 ? "1e39,1\n" : String.format(Locale.ROOT, "%.4f,%.4f%n", x, 0.5 * x));
        }
        return http.dataset("name=rows&kind=tabular", csv.toString().getBytes(StandardCharsets.UTF_8))
                .at("/id");
    }

    private static String small(String dataset, String name, int epochs) {
        return """
                {"name":"%s","datasetId":"%s","definition":{"kind":"sequential","layers":[{"type":"dense"}]},
                 "training":{"epochs":%d},"maxAttempts":1}
                """.formatted(name, dataset, epochs);
    }

    private String submitted(String job) {
        Answer accepted = http.post("/api/v1/jobs", job);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    private String retried(JsonNode failed) {
        Answer accepted = http.post("/api/v1/jobs/" + failed.at("/id").asString() + "/retry", Map.of("remedy", 0));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    private JsonNode ended(String id) {
        return http.ended(id).json();
    }

    private void awaitEpoch(String id, int epoch) {
        await().atMost(LONG).until(() -> {
            JsonNode job = http.get("/api/v1/jobs/" + id).json();
            assertThat(job.at("/terminal").asBoolean()).as(job.toString()).isFalse();
            return job.at("/progress/epoch").asInt() >= epoch;
        });
    }

    /** The only slot is taken, so that a worker of which nothing more is heard gets the job. */
    private void losesItsWorker(String id) {
        Optional<Claim> claim = queue.claim("wrk_ghost", Set.of(), 0);
        assertThat(claim)
                .hasValueSatisfying(
                        claimed -> assertThat(claimed.running().jobId()).isEqualTo(id));
        jdbc.sql("update job set lease_until = clock_timestamp() - interval '1 minute' where id = ?")
                .param(id)
                .update();
    }

    /** To every trainer process, the warm one too. */
    private static void signalTrainers(String signal) throws IOException, InterruptedException {
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            if (child.info().command().filter(name -> name.endsWith("java")).isPresent()) {
                new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                        .start()
                        .waitFor();
            }
        }
    }
}
