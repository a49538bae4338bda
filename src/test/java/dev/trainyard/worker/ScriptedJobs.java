package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Asks a service whose trainers follow scripts. */
record ScriptedJobs(Http http) {

    private static final Duration LONG = Duration.ofMinutes(10);

    String submit(String script) {
        return submit(script, "");
    }

    /** @param more fields of the job */
    String submit(String script, String more) {
        Http.Answer accepted = http.post(
                "/api/v1/jobs", Json.mapper().readTree("""
                                {"name":"scripted","datasetId":"ds_1","metadata":{"script":"%s"},
                                 "definition":{"kind":"sequential","layers":[{"type":"dense"}]}%s}
                                """.formatted(script, more.isEmpty() ? "" : "," + more)));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    JsonNode ended(String id) {
        return http.ended(id).json();
    }

    String state(String id) {
        return job(id).at("/state").asString();
    }

    JsonNode job(String id) {
        return http.get("/api/v1/jobs/" + id).json();
    }

    static String path(JsonNode job) {
        return "/api/v1/jobs/" + job.at("/id").asString();
    }

    void awaitEpoch(String id, int epoch) {
        await().atMost(LONG).until(() -> job(id).at("/progress/epoch").asInt() == epoch);
    }

    void awaitState(String id, String state) {
        await().atMost(LONG).until(() -> state(id).equals(state));
    }

    void cancel(String id) {
        http.post("/api/v1/jobs/" + id + "/cancel", "");
        assertThat(ended(id).at("/state").asString()).isEqualTo("cancelled");
    }
}
