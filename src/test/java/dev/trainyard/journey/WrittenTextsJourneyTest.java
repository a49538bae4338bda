package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Names are learned letter by letter; the model writes them on, one by a call, and a whole data set by a job. */
@TrainyardTest
class WrittenTextsJourneyTest {

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void writesOnOneTextAndAWholeDataset() {
        String names = dataset("learned", IntStream.range(0, 40).mapToObj(i -> i % 2 == 0 ? "anna" : "hannah"));
        http.trained("""
                {"name":"namer","datasetId":"%s","task":"text-generation","text":{"level":"character","length":6},"split":{"test":0},
                 "definition":{"kind":"sequential","layers":[{"type":"embedding","outputDim":3},{"type":"gru","units":4},{"type":"dense"}]},
                 "training":{"epochs":1,"batchSize":20}}""".formatted(names));
        Answer one = http.post("/api/v1/models/namer/generate", Map.of("prompt", "an", "length", 4, "seed", 7));
        assertThat(one.status()).as(one.text()).isEqualTo(200);
        assertThat(one.at("/text")).hasSizeLessThanOrEqualTo(4);

        String prompts = dataset("prompts", IntStream.range(0, 12).mapToObj(i -> "an"));
        Map<String, Object> asked =
                Map.of("datasetId", prompts, "name", "written", "length", 4, "temperature", 1.5, "seed", 7);
        List<String> written = written(asked);

        assertThat(written).hasSize(12).allMatch(text -> text.length() <= 4);
        assertThat(written.stream().distinct().count())
                .as("equal prompts are written on differently")
                .isGreaterThan(1);
        assertThat(http.post("/api/v1/models/namer/batch-predictions", Map.of("datasetId", prompts, "length", 0))
                        .status())
                .isEqualTo(422);
    }

    private String dataset(String name, Stream<String> texts) {
        String table = texts.collect(Collectors.joining("\n", "text\n", "\n"));
        Answer read = http.dataset("kind=text&name=" + name, table.getBytes(StandardCharsets.UTF_8));
        assertThat(read.at("/state")).as(read.text()).isEqualTo("ready");
        return read.at("/id");
    }

    /** What follows each row of a data set. */
    private List<String> written(Map<String, Object> asked) {
        Answer done = http.succeeded(http.post("/api/v1/models/namer/batch-predictions", asked));
        assertThat(done.json().at("/predictions/answered").asInt()).isEqualTo(12);
        Answer made = http.readDataset(done.at("/predictions/datasetId"));
        assertThat(made.at("/state")).as(made.text()).isEqualTo("ready");
        JsonNode rows =
                http.get("/api/v1/datasets/" + made.at("/id") + "/rows").json().at("/data");
        assertThat(rows.findValuesAsString("text")).hasSize(12).containsOnly("an");
        return rows.findValuesAsString("predicted_text");
    }
}
