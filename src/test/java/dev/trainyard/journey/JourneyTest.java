package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The main job, with the real database, the real trainer process and real HTTP. */
@TrainyardTest
class JourneyTest {

    private static final Map<String, Object> DEFINITION = Map.of(
            "kind",
            "sequential",
            "layers",
            List.of(
                    Map.of("type", "dense", "units", 8, "activation", "tanh"),
                    Map.of("type", "dense", "units", 4, "activation", "tanh"),
                    Map.of("type", "dense", "units", "auto")));

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aNewcomerTrainsAModelAndAsksItAndTheSameJobAgainGivesTheSameParameters() {
        String dataset = uploadsPoints();
        Map<String, Object> job = describesAJob(dataset, "rings");

        looksAtThePlan(job);
        String id = submits(job);
        watchesUntilTheEnd(id);

        readsTheResult(id, "rings");
        asksTheModel("rings");

        http.trained(describesAJob(dataset, "twins"));
        assertThat(parametersOf("twins")).hasSize(64).isEqualTo(parametersOf("rings"));
    }

    private String uploadsPoints() {
        Answer sample = http.sample("circle", Map.of("rows", 400, "noise", 0.1, "seed", 1));
        assertThat(sample.status()).as(sample.text()).isEqualTo(201);
        Answer content = http.get("/api/v1/datasets/" + sample.at("/id") + "/content");
        Answer uploaded =
                http.dataset("name=points&kind=tabular", content.text().getBytes());
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
        assertThat(uploaded.at("/state")).isEqualTo("ready");
        assertThat(uploaded.json().at("/rows").asInt()).isEqualTo(400);
        return uploaded.at("/id");
    }

    private static Map<String, Object> describesAJob(String dataset, String name) {
        return Map.of(
                "name",
                name,
                "datasetId",
                dataset,
                "definition",
                DEFINITION,
                "training",
                Map.of("epochs", 40, "optimizer", Map.of("type", "adam", "learningRate", 0.02)));
    }

    private void looksAtThePlan(Map<String, Object> job) {
        Answer plan = http.post("/api/v1/plans", job);
        assertThat(plan.status()).as(plan.text()).isEqualTo(200);
        assertThat(plan.json().at("/valid").asBoolean()).as(plan.text()).isTrue();
        assertThat(plan.json().at("/layers/0/outputShape/0").asInt()).isEqualTo(8);
        assertThat(plan.json().at("/parameters").asInt()).isEqualTo(2 * 8 + 8 + 8 * 4 + 4 + 4 + 1);
    }

    private String submits(Map<String, Object> job) {
        Answer accepted = http.post("/api/v1/jobs", job);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(accepted.location()).endsWith("/api/v1/jobs/" + accepted.at("/id"));
        List<String> states = accepted.json().at("/transitions").findValuesAsString("state");
        assertThat(states).as("seen at one moment").endsWith(accepted.at("/state"));
        return accepted.at("/id");
    }

    private void watchesUntilTheEnd(String id) {
        List<String> lines;
        try (Stream<String> stream = http.events("/api/v1/jobs/" + id + "/events")) {
            lines = stream.toList();
        }
        List<Long> numbers = lines.stream()
                .filter(line -> line.startsWith("id:"))
                .map(line -> Long.parseLong(line.substring(3).trim()))
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().startsWith(1L).hasSizeGreaterThan(40);
        assertThat(lines).anyMatch(line -> line.startsWith("event:") && line.endsWith("metrics"));
        assertThat(lines.stream().filter(line -> line.startsWith("event:")).reduce((first, second) -> second))
                .hasValueSatisfying(last -> assertThat(last).endsWith("end"));
    }

    private void readsTheResult(String id, String model) {
        Answer job = http.ended(id);
        assertThat(job.at("/state")).as(job.text()).isEqualTo("succeeded");
        assertThat(job.at("/stopReason")).isEqualTo("completed");
        assertThat(job.at("/result/model")).isEqualTo(model);
        assertThat(job.json().at("/progress/epoch").asInt()).isEqualTo(40);
        Answer version = http.get("/api/v1/models/" + model + "/versions/latest");
        assertThat(version.at("/state")).as(version.text()).isEqualTo("ready");
        assertThat(version.json().at("/metrics/test~1accuracy").asDouble()).isGreaterThan(0.9);
    }

    private void asksTheModel(String model) {
        Answer answer = http.post(
                "/api/v1/models/" + model + "/predict",
                Map.of("rows", List.of(Map.of("x", 0.1, "y", -0.2), Map.of("x", 4.2, "y", 2.5))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/predictions/0/label")).isNotEqualTo(answer.at("/predictions/1/label"));
    }

    private String parametersOf(String model) {
        return http.get("/api/v1/models/%s/versions/1".formatted(model)).at("/provenance/parametersSha256");
    }
}
