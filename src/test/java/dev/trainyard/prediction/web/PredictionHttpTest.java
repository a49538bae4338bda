package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class PredictionHttpTest {

    private static final Map<String, Object> ROW = TestBundle.row(380, 3.61, "north");

    private final TestVersions versions;
    private final Http http;

    @Autowired
    PredictionHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
    }

    @BeforeEach
    void publish() {
        if (http.get("/api/v1/models/served").status() == 404) {
            versions.publish("served", TestBundle.admissions());
            versions.publish("served-prices", TestBundle.prices());
            versions.publish("served-labels", TestBundle.labels());
        }
    }

    @Test
    void answersRows() {
        Http.Answer answer = http.post("/api/v1/models/served/predict", Map.of("rows", List.of(ROW, ROW)));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/model").asString()).isEqualTo("served");
        assertThat(answer.json().at("/version").asInt()).isEqualTo(1);
        assertThat(answer.json().at("/predictions")).hasSize(2);
        assertThat(answer.at("/predictions/0/label")).isEqualTo("0");
        JsonNode probabilities = answer.json().at("/predictions/1/probabilities");
        assertThat(probabilities.get("0").asDouble() + probabilities.get("1").asDouble())
                .isCloseTo(1, within(1e-6));
        assertThat(answer.json().at("/warnings")).isEmpty();
        assertThat(answer.text())
                .matches(
                        "\\{\"model\":\"served\",\"version\":1,\"predictions\":\\[\\{\"label\":\"0\",\"probabilities\":"
                                + "\\{\"0\":0\\.\\d+,\"1\":0\\.\\d+}}.*\"warnings\":\\[]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "latest"})
    void answersByVersion(String version) {
        Http.Answer answer = http.post(
                "/api/v1/models/served-prices/versions/" + version + "/predict",
                Map.of("rows", List.of(TestBundle.row(600, 3, "1")), "explain", false));

        assertThat(answer.json().at("/predictions/0/values/low").asDouble()).isCloseTo(26_250, within(0.01));
        assertThat(answer.json().at("/predictions/0/values/high").asDouble()).isCloseTo(31_250, within(0.01));
    }

    @Test
    void tellsLabelsFromTheProbabilityAskedFor() {
        Map<String, Object> rows = Map.of("rows", List.of(TestBundle.row(560, 3, "1")));
        Http.Answer usual = http.post("/api/v1/models/served-labels/predict", rows);
        Http.Answer low =
                http.post("/api/v1/models/served-labels/predict", Map.of("rows", rows.get("rows"), "threshold", 0.2));
        Http.Answer csv = http.post(
                "/api/v1/models/served-labels/predict", "gre,gpa,school\n560,3,1", "Content-Type", "text/csv");
        Http.Answer elsewhere =
                http.post("/api/v1/models/served-prices/predict", Map.of("rows", List.of(ROW), "threshold", 0.2));

        assertThat(usual.json().at("/predictions/0/labels").values())
                .extracting(JsonNode::asString)
                .containsExactly("sport");
        assertThat(low.json().at("/predictions/0/labels").values())
                .extracting(JsonNode::asString)
                .containsExactly("sport", "war");
        assertThat(csv.text()).startsWith("labels,probability_sport,probability_war\r\nsport,0.7");
        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(elsewhere.at("/errors/0/pointer")).isEqualTo("/threshold");
    }

    @Test
    void answersTheSameHoweverTheCallIsFound() {
        String path = "/api/v1/models/served/predict";
        Map<String, Object> rows = Map.of("rows", List.of(ROW));
        String answer = http.post(path, rows).text();

        assertThat(http.post("/api/v1/models/served/versions/1/predict", rows).text())
                .isEqualTo(answer);
        assertThat(http.post(path, rows, "Accept", "application/json, text/plain, */*")
                        .text())
                .isEqualTo(answer);
        assertThat(http.post(path, rows, "Accept", "text/html").status()).isEqualTo(406);
        assertThat(http.post(path, rows, "X-Request-Timeout", "soon").status()).isEqualTo(400);
        assertThat(http.get(path).status()).isEqualTo(405);
    }

    @Test
    void answersInTheFormAskedFor() {
        Map<String, Object> usual = Map.of("rows", List.of(ROW));
        assertThat(http.post("/api/v1/models/served/predict", usual).at("/predictions/0/label"))
                .isEqualTo("0");
        Http.Answer formed = http.post(
                "/api/v1/models/served/predict",
                Map.of("rows", List.of(ROW), "probabilities", false, "threshold", 0.05));
        assertThat(formed.text()).startsWith("{\"model\":\"served\",\"version\":1,\"predictions\":[{\"label\":\"1\"}]");
        Http.Answer best = http.post("/api/v1/models/served/predict", Map.of("rows", List.of(ROW), "topK", 1));
        assertThat(best.json().at("/predictions/0/probabilities").propertyNames())
                .containsExactly("0");
        assertThat(http.post("/api/v1/models/served/predict", Map.of("rows", List.of(ROW), "topK", 0))
                        .status())
                .isEqualTo(422);
        assertThat(http.post(
                                "/api/v1/models/served/predict?probabilities=false&threshold=0.05",
                                "gre,gpa,school\n380,3.61,north",
                                "Content-Type",
                                "text/csv")
                        .text())
                .isEqualTo("label\r\n1\r\n");
    }

    @Test
    void answersItsOwnExample() {
        Http.Answer example = http.get("/api/v1/models/served/versions/latest/example");

        Http.Answer answer = http.post("/api/v1/models/served/predict", example.text());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/warnings")).isEmpty();
    }

    @Test
    void describesAVersionByADocumentOfItsOwn() {
        Http.Answer answer = http.get("/api/v1/models/served/versions/latest/openapi.json");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/openapi")).isEqualTo("3.1.0");
        assertThat(answer.json()
                        .at("/paths/~1api~1v1~1models~1served~1versions~11~1predict/post")
                        .isObject())
                .isTrue();
    }

    @Test
    void answersCsvWithCsv() {
        Http.Answer answer = http.post(
                "/api/v1/models/served/predict",
                "school,gre,gpa\nnorth,380,3.61\n\"south\", 700 ,\n",
                "Content-Type",
                "text/csv");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text())
                .matches("label,probability_0,probability_1\r\n0,0\\.\\d+,0\\.\\d+\r\n1,0\\.\\d+,0\\.\\d+\r\n");
        assertThat(http.post(
                                "/api/v1/models/served-prices/versions/1/predict",
                                "gre,gpa,school\n600,3,1",
                                "Content-Type",
                                "text/csv; charset=utf-8")
                        .text())
                .startsWith("low,high\r\n2625");
    }

    @Test
    void explainsByWhatEachColumnAdds() {
        Http.Answer answer = http.post(
                "/api/v1/models/served-prices/predict",
                Map.of("rows", List.of(TestBundle.row(600, 4, "1"), TestBundle.row(380, 3, "north")), "explain", true));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode low = answer.json().at("/explanations/0/0");
        assertThat(low.at("/of").asString()).isEqualTo("low");
        double base = 20_000 + 5_000 * (0.877 + 0.25); // gre is usually 587.7
        assertThat(low.at("/base").asDouble()).isCloseTo(base, within(0.01));
        assertThat(low.at("/value").asDouble()).isCloseTo(26_250, within(0.01));
        assertThat(low.at("/contributions/gre").asDouble()).isCloseTo(26_250 - base, within(0.01));
        assertThat(low.at("/contributions/gpa").asDouble()).isCloseTo(0, within(1e-6));
        assertThat(low.at("/errors/school").asDouble()).isZero();
        assertThat(answer.json().at("/explanations/1/1/contributions/gre").asDouble())
                .isCloseTo(2 * 5_000 * (380 - 587.7) / 100, within(0.01));
        Http.Answer category =
                http.post("/api/v1/models/served/predict", Map.of("rows", List.of(ROW), "explain", true, "topK", 1));
        assertThat(category.at("/explanations/0/0/of")).isEqualTo(category.at("/predictions/0/label"));
        Http.Answer many = http.post(
                "/api/v1/models/served/predict", Map.of("rows", Collections.nCopies(101, ROW), "explain", true));
        assertThat(many.status()).isEqualTo(413);
        assertThat(many.at("/detail")).contains("one call explains at most 100");
    }

    @Test
    void isAliveAndReady() {
        assertThat(http.get("/v2/health/live").status()).isEqualTo(200);
        assertThat(http.get("/v2/health/ready").status()).isEqualTo(200);
        assertThat(http.get("/v2").at("/name")).isEqualTo("trainyard");
    }

    @Test
    void describesItselfInTheOpenApiDocument() {
        JsonNode document = Json.mapper().readTree(http.get("/v3/api-docs").text());

        for (String path :
                List.of("/api/v1/models/{name}/predict", "/api/v1/models/{name}/versions/{version}/predict")) {
            JsonNode operation = document.path("paths").path(path).path("post");
            assertThat(operation.path("summary").asString()).as(path).isNotBlank();
            assertThat(operation.path("responses").propertyNames()).contains("200", "404", "422", "503");
        }
    }
}
