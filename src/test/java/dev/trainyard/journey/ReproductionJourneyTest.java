package dev.trainyard.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** A model is trained again and comes out the same to the last bit, a checkpoint becomes a model, and a model a start. */
@TrainyardTest
class ReproductionJourneyTest {

    private static final String MODEL = "/api/v1/models/repeated";

    @LocalServerPort
    private int port;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void whatWasMadeIsMadeAgainAndGoneOnFrom() {
        String dataset = http.sample("circle", Map.of("rows", 120, "seed", 3)).at("/id");
        Map<String, Object> training = Map.of(
                "epochs",
                9,
                "limits",
                Map.of("maxEpochs", 5),
                "checkpoint",
                Map.of("everyEpochs", 2, "keep", 1),
                "optimizer",
                Map.of("type", "adam", "learningRate", 0.01));
        Answer made = http.succeeded(http.post("/api/v1/jobs", job(dataset, 4, training)));
        assertThat(made.at("/stopReason")).isEqualTo("budget");
        comesOutTheSame(1);
        isMeasuredElsewhere();
        answersAWholeDataset();

        String checkpoints = "/api/v1/jobs/" + made.at("/id") + "/checkpoints";
        Answer kept = http.get(checkpoints);
        assertThat(kept.json().at("/data/0/epoch").asInt()).isEqualTo(4);
        Answer published = http.succeeded(http.post(checkpoints + "/" + kept.at("/data/0/n") + "/publish", ""));
        assertThat(published.json().at("/result/version").asInt())
                .as("trained again, nothing was published")
                .isEqualTo(2);
        assertThat(http.get(MODEL + "/versions/2").at("/provenance/end/checkpoint/jobId"))
                .isEqualTo(made.at("/id"));
        comesOutTheSame(2);

        Map<String, Object> start = Map.of("model", "repeated", "version", 1, "freeze", List.of("dense_0"));
        Answer refused = http.post("/api/v1/jobs", job(dataset, 5, Map.of("epochs", 1, "initFrom", start)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/training/initFrom");
        assertThat(refused.at("/errors/0/message")).contains("kernel [2, 5]", "kernel [2, 4]");
        Answer further =
                http.succeeded(http.post("/api/v1/jobs", job(dataset, 4, Map.of("epochs", 1, "initFrom", start))));
        assertThat(further.at("/resolved/start/layers/0")).isEqualTo("dense_0");
        assertThat(http.get(MODEL + "/versions/3").at("/provenance/resolved/training/initFrom/version"))
                .isEqualTo("1");
    }

    /** What the trainer measures is what the endpoint answers; rows that lie elsewhere are warned of. */
    private void isMeasuredElsewhere() {
        StringBuilder rows = new StringBuilder("x,y,label\n");
        IntStream.range(0, 30).forEach(i -> rows.append("%d,0.%d,%d\n".formatted(i % 3 == 0 ? -9 : 9, i, i % 2)));
        String moved =
                http.dataset("name=moved", rows.toString().getBytes(UTF_8)).at("/id");
        Answer there = http.succeeded(http.post(MODEL + "/versions/1/evaluate", Map.of("datasetId", moved)));
        assertThat(there.at("/stopReason")).isEqualTo("completed");
        assertThat(there.json().at("/evaluation/report/rows").asInt()).isEqualTo(30);
        JsonNode accuracy = metric(there, "test/accuracy");
        assertThat(accuracy.at("/here").asDouble()).isCloseTo(answeredRight(moved), within(1e-9));
        assertThat(accuracy.at("/stored").asDouble())
                .isEqualTo(http.get(MODEL + "/versions/1")
                        .json()
                        .at("/metrics/test~1accuracy")
                        .asDouble());
        JsonNode warnings = there.json().at("/evaluation/warnings");
        assertThat(warnings.findValuesAsString("code")).as(there.text()).contains("drift", "outside_training");
        assertThat(warnings.at("/0/column").asString()).isEqualTo("x");
        assertThat(warnings.at("/1/code").asString()).isEqualTo("outside_training");

        String other = http.dataset("name=other", "x,label\n1,0\n2,1\n".getBytes(UTF_8))
                .at("/id");
        Answer refused = http.post(MODEL + "/versions/1/evaluate", Map.of("datasetId", other));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/code")).isEqualTo("missing_column");
    }

    /** What comes of it is a data set like any other: each row beside what predict says of it. */
    private void answersAWholeDataset() {
        String rows = "id,x,y\n" + "a,0.5,0.25\n\"b,c\",,-1\nd,0.1,\n" + "e,0.2,0.3\n".repeat(20);
        String asked = http.dataset("name=asked", rows.getBytes(UTF_8)).at("/id");
        String call = MODEL + "/versions/1/batch-predictions";
        Answer done = http.succeeded(http.post(call, Map.of("datasetId", asked, "name", "answered")));
        assertThat(done.json().at("/predictions/rows").asInt()).isEqualTo(23);
        assertThat(done.json().at("/predictions/answered").asInt()).isEqualTo(23);
        assertThat(done.at("/followUp/type")).isEqualTo("predict");
        assertThat(done.json().at("/result").isNull()).isTrue();

        Answer made = http.readDataset(done.at("/predictions/datasetId"));
        assertThat(made.at("/state")).as(made.text()).isEqualTo("ready");
        assertThat(made.at("/name")).isEqualTo("answered");
        JsonNode answered =
                http.get("/api/v1/datasets/" + made.at("/id") + "/rows").json().at("/data");
        Map<String, Object> second = new HashMap<>(Map.of("y", -1));
        second.put("x", null);
        JsonNode told = http.post(MODEL + "/versions/1/predict", Map.of("rows", List.of(second)))
                .json()
                .at("/predictions/0");
        assertThat(answered.at("/1/id").asString()).isEqualTo("b,c");
        assertThat(answered.at("/1/predicted_label").asString())
                .isEqualTo(told.at("/label").asString());
        assertThat(answered.at("/1/predicted_probability_1").asDouble())
                .isEqualTo(told.at("/probabilities/1").asDouble());
        assertThat(made.json().at("/columns").valueStream())
                .extracting(column ->
                        column.at("/name").asString() + " " + column.at("/type").asString())
                .contains("x numeric", "predicted_label categorical", "predicted_probability_1 numeric");

        Answer pupil = http.trained(Map.of(
                "name",
                "pupil",
                "datasetId",
                made.at("/id"),
                "features",
                List.of("x", "y"),
                "target",
                List.of("predicted_probability_1"),
                "definition",
                Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", "auto"))),
                "training",
                Map.of("epochs", 1)));
        assertThat(pupil.at("/resolved/task")).isEqualTo("regression");

        assertThat(http.post(call, Map.of("datasetId", asked, "threshold", 1.5)).status())
                .isEqualTo(422);
        assertThat(http.post(call, Map.of("datasetId", "ds_none")).status()).isEqualTo(404);
        String other = http.dataset("name=short", "x\n1\n2\n".getBytes(UTF_8)).at("/id");
        Answer refused = http.post(MODEL + "/batch-predictions", Map.of("datasetId", other));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/message")).isEqualTo("data set 'short' has no column 'y'");
    }

    private static JsonNode metric(Answer job, String name) {
        return job.json()
                .at("/evaluation/metrics")
                .valueStream()
                .filter(metric -> metric.at("/name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private double answeredRight(String dataset) {
        JsonNode rows = http.get("/api/v1/datasets/" + dataset + "/rows?limit=1000")
                .json()
                .at("/data");
        List<Map<String, Double>> asked = rows.valueStream()
                .map(row ->
                        Map.of("x", row.at("/x").asDouble(), "y", row.at("/y").asDouble()))
                .toList();
        JsonNode answers = http.post(MODEL + "/versions/1/predict", Map.of("rows", asked))
                .json()
                .at("/predictions");
        long right = IntStream.range(0, rows.size())
                .filter(i -> answers.at("/%d/label".formatted(i))
                        .asString()
                        .equals(rows.at("/%d/label".formatted(i)).asString()))
                .count();
        return (double) right / rows.size();
    }

    private void comesOutTheSame(int version) {
        Answer again = http.succeeded(http.post(MODEL + "/versions/" + version + "/reproduce", ""));
        assertThat(again.json().at("/reproduction/identical").asBoolean())
                .as(again.text())
                .isTrue();
        assertThat(again.at("/reproduction/parametersSha256"))
                .isEqualTo(http.get(MODEL + "/versions/" + version).at("/provenance/parametersSha256"));
        assertThat(again.json().at("/reproduction/metrics")).isEmpty();
        assertThat(again.json().at("/reproduction/circumstances")).isEmpty();
        assertThat(again.json().at("/result").isNull()).isTrue();
    }

    private static Map<String, Object> job(String dataset, int units, Map<String, Object> training) {
        return Map.of(
                "name",
                "repeated",
                "datasetId",
                dataset,
                "definition",
                Map.of(
                        "kind",
                        "sequential",
                        "layers",
                        List.of(
                                Map.of("type", "dense", "units", units, "activation", "tanh"),
                                Map.of("type", "dropout", "rate", 0.1),
                                Map.of("type", "dense"))),
                "training",
                training);
    }
}
