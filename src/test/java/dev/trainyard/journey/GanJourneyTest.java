package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A generator is trained on a sample, told its classes, and asked for points like those. */
@TrainyardTest
class GanJourneyTest {

    private static final List<Map<String, Object>> LAYERS =
            List.of(Map.of("type", "dense", "units", 16, "activation", "leakyRelu"), Map.of("type", "dense"));

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void makesPointsOfTheClassThatIsWanted() {
        Answer sample = http.sample("gaussians", Map.of("rows", 300, "seed", 1));

        Answer job = http.trained(job(sample.at("/id")));

        assertThat(job.json().at("/latest").has("train/discriminatorAccuracy")).isTrue();
        Answer events = http.get("/api/v1/jobs/" + job.at("/id") + "/events");
        assertThat(events.text()).contains("\"type\":\"sample\"");
        generates();
        makesADataset();
    }

    /** The rows are those of generate, with the columns that were learned from, so that they can be learned from as well. */
    private void makesADataset() {
        String call = "/api/v1/models/points/batch-predictions";
        Answer done = http.succeeded(
                http.post(call, Map.of("count", 300, "seed", 7, "labels", List.of("1", "0"), "name", "more-points")));
        assertThat(done.at("/followUp/type")).isEqualTo("generate");
        assertThat(done.json().at("/predictions/rows").asInt()).isEqualTo(300);
        Answer made = http.readDataset(done.at("/predictions/datasetId"));
        assertThat(made.at("/state")).as(made.text()).isEqualTo("ready");
        assertThat(made.json().at("/columns").valueStream())
                .extracting(column ->
                        column.at("/name").asString() + " " + column.at("/type").asString())
                .containsExactly("x numeric", "y numeric", "label categorical");
        JsonNode rows = http.get("/api/v1/datasets/" + made.at("/id") + "/rows?limit=1000")
                .json()
                .at("/data");
        Answer drawn = ask(Map.of("count", 300, "seed", 7, "labels", Collections.nCopies(300, "1")));
        assertThat(rows.size()).isEqualTo(300);
        for (int row = 0; row < 300; row += 2) {
            assertThat(rows.at("/" + row + "/label").asString()).isEqualTo("1");
            assertThat(rows.at("/" + row + "/x").asDouble())
                    .isEqualTo(drawn.json().at("/samples/" + row + "/x").asDouble());
        }
        assertThat(rows.at("/299/label").asString()).isEqualTo("0");

        Answer unknown = http.post(call, Map.of("count", 3, "labels", List.of("1", "7")));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.at("/errors/0/pointer")).isEqualTo("/labels/1");
        Answer asked = http.post(call, Map.of("datasetId", made.at("/id")));
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.at("/errors/0/code")).isEqualTo("no_rows_read");
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("count", 3, "datasetId", made.at("/id")),
                Map.of("count", 3, "threshold", 0.5),
                Map.of("datasetId", made.at("/id"), "seed", 7),
                Map.of("count", 400_001),
                Map.of())) {
            assertThat(http.post(call, odd).at("/code")).as("%s", odd).isEqualTo("invalid_job");
        }
    }

    private void generates() {
        Map<String, Object> wanted = Map.of("count", 3, "seed", 7, "labels", List.of("1"));
        Answer points = ask(wanted);
        assertThat(points.status()).as(points.text()).isEqualTo(200);
        assertThat(points.json().at("/samples").size()).isEqualTo(3);
        assertThat(points.json().at("/samples/2/x").isNumber()).isTrue();
        assertThat(ask(wanted).text()).isEqualTo(points.text());
        assertThat(ask(Map.of("count", 3, "seed", 8, "labels", List.of("1"))).at("/samples/0/x"))
                .isNotEqualTo(points.at("/samples/0/x"));
        assertThat(ask(Map.of("labels", List.of("7"))).at("/errors/0/pointer")).isEqualTo("/labels/0");
        assertThat(ask(Map.of("prompt", "once")).at("/errors/0/pointer")).isEqualTo("/prompt");
        Answer picture = http.post("/api/v1/models/points/generate", wanted, "Accept", "image/png");
        assertThat(picture.status()).as("a point is no picture").isEqualTo(422);
        Answer archive = http.get("/api/v1/models/points/versions/1/artifacts/dl4j.zip");
        assertThat(archive.status()).isEqualTo(404);
        assertThat(archive.at("/detail")).contains("DL4J has no format for what a gan learns");
    }

    private Answer ask(Map<String, Object> body) {
        return http.post("/api/v1/models/points/generate", body);
    }

    private static Map<String, Object> job(String dataset) {
        return Map.of(
                "name",
                "points",
                "datasetId",
                dataset,
                "definition",
                Map.of(
                        "kind",
                        "gan",
                        "latentSize",
                        2,
                        "condition",
                        "label",
                        "generator",
                        Map.of("layers", LAYERS),
                        "discriminator",
                        Map.of("layers", LAYERS)),
                "training",
                Map.of("epochs", 3, "batchSize", 50));
    }
}
