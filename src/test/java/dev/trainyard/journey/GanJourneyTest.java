package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

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
