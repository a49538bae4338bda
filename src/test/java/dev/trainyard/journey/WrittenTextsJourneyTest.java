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
import tools.jackson.databind.JsonNode;

/** Names are learned letter by letter; the model writes them on, one by a call, and a whole data set by a job. */
@TrainyardTest
class WrittenTextsJourneyTest {

    private static final String MODEL = "/api/v1/models/namer";

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void writesOnOneTextAndAWholeDataset() {
        String names = http.sample("names", Map.of("rows", 20, "seed", 1)).at("/id");
        http.trained("""
                {"name":"namer","datasetId":"%s","task":"text-generation","text":{"level":"character","length":6},"split":{"test":0},
                 "definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":3},{"type":"gru","units":4},{"type":"dense"}]},
                 "training":{"epochs":1,"batchSize":20}}""".formatted(names));
        Answer one = http.post(MODEL + "/generate", Map.of("prompt", "an", "length", 4, "seed", 7));
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.at("/text")).hasSizeBetween(1, 4);

        writesOn(names);

        assertThat(http.post(MODEL + "/batch-predictions", Map.of("datasetId", names, "length", 0))
                        .status())
                .isEqualTo(422);
    }

    private void writesOn(String names) {
        Answer done = http.succeeded(http.post(
                MODEL + "/batch-predictions",
                Map.of("datasetId", names, "name", "written", "length", 4, "temperature", 1.5, "seed", 7)));
        assertThat(done.json().at("/predictions/answered").asInt()).isEqualTo(20);
        Answer made = http.readDataset(done.at("/predictions/datasetId"));
        assertThat(made.at("/state")).as(made.text()).isEqualTo("ready");
        JsonNode rows = rows(made.at("/id"));
        List<String> written = rows.findValuesAsString("predicted_text");
        assertThat(rows.findValuesAsString("text"))
                .isEqualTo(rows(names).findValuesAsString("text"))
                .hasSize(20);
        assertThat(written).hasSize(20).allMatch(text -> text.length() <= 4);
        assertThat(written.stream().distinct().count()).isGreaterThan(1);
    }

    private JsonNode rows(String dataset) {
        return http.get("/api/v1/datasets/" + dataset + "/rows").json().at("/data");
    }
}
