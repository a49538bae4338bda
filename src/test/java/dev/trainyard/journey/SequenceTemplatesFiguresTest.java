package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** Each template of sequences and texts is planned, trained for an epoch and published, and answers its own example. */
@TrainyardTest
@Tag("figures")
class SequenceTemplatesFiguresTest {

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @ParameterizedTest
    @CsvSource({
        "rnn-one-to-one, 200",
        "rnn-one-to-many, 1000",
        "rnn-many-to-many, 2000",
        "rnn-forecast, 400",
        "lstm-many-to-one, 3000",
        "strokes, 400",
        "text-classifier, 200",
        "text-generation, 300",
        "translation, 200",
        "word-reader, 80",
        "captioning, 80",
        "clips, 240"
    })
    void trainsToTheEndAndAnswers(String name, int rows) {
        Answer template = http.get("/api/v1/definitions/templates/" + name);
        String dataset = http.sample(template.at("/sample"), Map.of("rows", rows, "seed", 1))
                .at("/id");
        ObjectNode job = (ObjectNode) template.json().at("/job");
        job.put("datasetId", dataset);
        ((ObjectNode) job.at("/training")).put("epochs", 1);

        Answer ended = http.trained(job);

        String model = "/api/v1/models/" + ended.at("/result/model");
        Answer example = http.get(model + "/versions/latest/example");
        boolean writes = example.json().has("prompt");
        Answer answer = http.post(model + (writes ? "/generate" : "/predict"), example.json());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }
}
