package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A series is made, looked at as training would see it, learned, and its next steps are asked for. */
@TrainyardTest
class SequenceJourneyTest {

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aSeriesBecomesAForecast() {
        String dataset = http.sample("sine", Map.of("rows", 300, "noise", 0.05, "seed", 1))
                .at("/id");
        looksAtTheLayout(dataset);

        Answer job = http.trained(job(dataset));

        assertThat(job.at("/resolved/split/by")).isEqualTo("time");
        forecasts();
    }

    private void looksAtTheLayout(String dataset) {
        Answer layout =
                http.get("/api/v1/datasets/" + dataset + "/layout?orderColumn=t&window=12&horizon=3&target=value");
        assertThat(layout.status()).as(layout.text()).isEqualTo(200);
        assertThat(layout.json().at("/examples").size()).isEqualTo(2);
        assertThat(layout.json().at("/examples/0/input").size()).isEqualTo(12);
        assertThat(layout.json().at("/examples/0/target/0"))
                .isEqualTo(layout.json().at("/examples/1/input/11"));
        Answer wrong = http.get("/api/v1/datasets/" + dataset + "/layout?orderColumn=time");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/sequence/orderColumn");
    }

    private void forecasts() {
        Answer example = http.get("/api/v1/models/wave/versions/1/example");
        assertThat(example.json().at("/sequences/0").size()).as(example.text()).isEqualTo(12);
        Answer answer = http.post("/api/v1/models/wave/predict", Map.of("sequences", List.of(steps(12), steps(12))));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/predictions").size()).isEqualTo(2);
        assertThat(answer.json().at("/predictions/0/steps").size()).isEqualTo(3);
        assertThat(answer.json().at("/predictions/0/steps/2/value").isNumber()).isTrue();
        Answer tooShort = http.post("/api/v1/models/wave/predict", Map.of("sequences", List.of(steps(5))));
        assertThat(tooShort.status()).isEqualTo(422);
        assertThat(tooShort.at("/errors/0/pointer")).isEqualTo("/sequences/0");
        assertThat(tooShort.at("/errors/0/code")).isEqualTo("sequence_too_short");
        assertThat(http.get("/api/v1/models/wave/versions/1").at("/inputs/0/name"))
                .isEqualTo("value");
    }

    private static List<Map<String, Object>> steps(int count) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(Map.of("value", Math.sin(i * 0.125)));
        }
        return steps;
    }

    private static Map<String, Object> job(String dataset) {
        return Map.of(
                "name",
                "wave",
                "datasetId",
                dataset,
                "sequence",
                Map.of("orderColumn", "t", "window", 12, "horizon", 3),
                "definition",
                Map.of(
                        "kind",
                        "sequential",
                        "layers",
                        List.of(Map.of("type", "lstm", "units", 6), Map.of("type", "dense"))),
                "training",
                Map.of("epochs", 3));
    }
}
