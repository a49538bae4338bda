package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class PredictionHttpTest {

    private static final Map<String, Object> ROW = TestBundle.row(380, 3.61, "north");

    private final TestVersions versions;
    private final JdbcClient jdbc;
    private final Http http;

    @Autowired
    PredictionHttpTest(ObjectStore store, ModelRegistry registry, JdbcClient jdbc, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.jdbc = jdbc;
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
    void goesWithItsAliasHoweverThatMoves() {
        versions.publish("moved-alias", TestBundle.admissions());
        versions.publish("moved-alias", TestBundle.admissions(2));
        for (int version : new int[] {1, 2, 1}) {
            http.put("/api/v1/models/moved-alias/aliases/champion", Map.of("version", version));
            assertThat(champion()).isEqualTo(version);
        }
        jdbc.sql("update model_alias set version = 2 where model = 'moved-alias'")
                .update(); // as another process does
        await().until(() -> champion() == 2);

        assertThat(http.delete("/api/v1/models/moved-alias/aliases/champion").status())
                .isEqualTo(204);
        assertThat(http.post("/api/v1/models/moved-alias/versions/champion/predict", Map.of("rows", List.of(ROW)))
                        .status())
                .isEqualTo(404);
        versions.publish("moved-alias", TestBundle.admissions(3));
        assertThat(http.post("/api/v1/models/moved-alias/predict", Map.of("rows", List.of(ROW)))
                        .at("/version"))
                .isEqualTo("3");
    }

    private int champion() {
        return http.post("/api/v1/models/moved-alias/versions/champion/predict", Map.of("rows", List.of(ROW)))
                .json()
                .at("/version")
                .asInt();
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
    void sharesTheCallsOfAnAliasOutAndComparesShadows() {
        String model = "/api/v1/models/shared";
        versions.publish("shared", TestBundle.admissions());
        versions.publish("shared", TestBundle.admissions(-1));
        versions.publish("shared", TestBundle.admissions());
        assertThat(http.put(model + "/aliases/canary", "{\"split\":{\"1\":50,\"2\":50},\"shadow\":3}")
                        .status())
                .isEqualTo(200);

        Set<String> asked = new TreeSet<>();
        for (int call = 0; call < 40; call++) {
            Http.Answer answer = http.post(model + "/versions/canary/predict", Map.of("rows", List.of(ROW)));
            asked.add(answer.at("/version") + " says " + answer.at("/predictions/0/label"));
        }

        assertThat(asked).containsExactly("1 says 0", "2 says 1");
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode shadow = http.get(model + "/versions/3").json().at("/calls/shadow");
            assertThat(shadow.at("/compared").asInt()).isPositive();
            assertThat(shadow.at("/failed").asInt()).isZero();
        });
        assertThat(http.delete(model + "/versions/2").status()).isEqualTo(409);
        assertThat(http.delete(model + "/versions/3").status()).isEqualTo(409);
    }

    @Test
    void countsWhatAVersionIsAsked() {
        versions.publish("counted", TestBundle.admissions());
        Map<String, Object> rows = Map.of("rows", List.of(ROW));
        assertThat(http.post("/api/v1/models/counted/predict", rows, "X-Request-Timeout", "60")
                        .status())
                .isEqualTo(200);
        assertThat(http.post("/api/v1/models/counted/predict", "{\"rows\":[{}]}")
                        .status())
                .isEqualTo(422);
        Http.Answer late = http.post("/api/v1/models/counted/predict", rows, "X-Request-Timeout", "0.000001");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.at("/detail")).contains("X-Request-Timeout");
        assertThat(http.post("/api/v1/models/counted/predict", rows, "X-Request-Timeout", "soon")
                        .status())
                .isEqualTo(400);

        Http.Answer version = http.get("/api/v1/models/counted/versions/1");
        assertThat(version.json().at("/calls/answered").asInt()).isEqualTo(1);
        assertThat(version.json().at("/calls/refused").asInt()).isEqualTo(1);
        assertThat(version.json().at("/calls/busy").asInt()).isEqualTo(1);
        assertThat(http.get("/actuator/prometheus").text())
                .contains("trainyard_predictions_total{model=\"counted\",outcome=\"answered\",version=\"1\"} 1.0");
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
    void pointsIntoCsvRowsAsIntoJsonRows() {
        Http.Answer answer = http.post(
                "/api/v1/models/served/predict", "school,gre,gpa\nnorth,high,3.61\n", "Content-Type", "text/csv");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/rows/0/gre");
        assertThat(answer.at("/errors/0/message")).isEqualTo("gre is \"high\"; it is a number, such as 588");
        assertThat(http.post("/api/v1/models/served/predict", "a,b\n1", "Content-Type", "text/csv")
                        .at("/code"))
                .isEqualTo("malformed_request");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"rows":[{"gre":"380","gpa":3.61,"school":"north"}]} | 422 | invalid_prediction_input | /rows/0/gre
            {"rows":[]}                                          | 422 | invalid_prediction_input | /rows
            {}                                                   | 422 | invalid_prediction_input | /rows
            {"rows":[5]}                                         | 422 | invalid_prediction_input | /rows/0
            {"rows":{"gre":380}}                                 | 422 | invalid_prediction_input | /rows
            {"row":[]}                                           | 400 | unknown_field            | /row
            {"rows":[{"gre":NaN}]}                               | 400 | malformed_request        |
            {"rows":                                             | 400 | malformed_request        |
            {"rows":[],"explain":true}                           | 422 | invalid_prediction_input | /rows
            {"images":["iVBORw0KGgo="]}                          | 422 | invalid_prediction_input |
            {"sequences":[[]]}                                   | 422 | invalid_prediction_input |
            {"texts":["hello"]}                                  | 422 | invalid_prediction_input |
            """)
    void refusesWhatItCannotAnswer(String body, int status, String code, String pointer) {
        Http.Answer answer = http.post("/api/v1/models/served/predict", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
        if (pointer != null) {
            assertThat(answer.at("/errors/0/pointer")).isEqualTo(pointer);
        }
    }

    @Test
    void namesTheLimitOfRows() {
        Http.Answer answer =
                http.post("/api/v1/models/served/predict", Map.of("rows", Collections.nCopies(10_001, Map.of())));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.at("/detail"))
                .isEqualTo("the call has 10,001 rows; one call takes at most 10,000: send several");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/models/sreved/predict             | there is no model 'sreved'; did you mean 'served'?
            /api/v1/models/served/versions/7/predict  | served has no version 7; the newest is 1
            /api/v1/models/served/versions/latst/predict | served has no alias 'latst'; did you mean 'latest'?
            /api/v1/models/served/versions/production/predict | served has no alias 'production'; it has latest
            """)
    void namesWhatIsNearTheUnknown(String path, String detail) {
        Http.Answer answer = http.post(path, Map.of("rows", List.of(ROW)));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.at("/detail")).isEqualTo(detail);
    }

    @Test
    void saysWhyAVersionCannotBeServed() {
        versions.publishUnservable("unservable", TestBundle.admissions(), "golden row 0 differs");

        Http.Answer numbered = http.post("/api/v1/models/unservable/versions/1/predict", Map.of("rows", List.of(ROW)));
        assertThat(numbered.status()).isEqualTo(503);
        assertThat(numbered.at("/detail")).isEqualTo("version 1 of unservable cannot be served: golden row 0 differs");
        Http.Answer latest = http.post("/api/v1/models/unservable/predict", Map.of("rows", List.of(ROW)));
        assertThat(latest.status()).isEqualTo(503);
        assertThat(latest.at("/detail"))
                .isEqualTo(
                        "no version of unservable can be served; the newest, 1, cannot because: golden row 0 differs");
    }

    @Test
    void checksTheGoldenRowsAgainWhenItLoads(@TempDir Path folder) throws IOException {
        TestBundle price = TestBundle.price();
        BundleFolder bundle = price.write(folder);
        String golden = Files.readString(bundle.golden());
        Files.writeString(bundle.golden(), golden.replace("5.25", "5.5"));
        versions.registry().register(versions.stored("drifted", price.manifest(), bundle, null));

        Http.Answer answer = http.post("/api/v1/models/drifted/predict", Map.of("rows", List.of(ROW)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/detail")).contains("the trainer has 5.5 and serving gives 5.25");
        assertThat(http.post("/api/v1/models/drifted/versions/1/selftest", Map.of())
                        .json()
                        .at("/passed")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void testsItselfOnDemand() {
        Http.Answer answer = http.post("/api/v1/models/served/versions/latest/selftest", Map.of());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().at("/passed").asBoolean()).isTrue();
        assertThat(answer.json().at("/largestDifference").asDouble()).isLessThan(1e-6);
    }

    @Test
    void saysWhenTheStoreHasLostTheBundle() throws IOException {
        var lost = versions.stored("lost", TestBundle.admissions(77), null);
        versions.registry().register(lost);
        versions.store().delete(lost.bundle());

        Http.Answer answer = http.post("/api/v1/models/lost/predict", Map.of("rows", List.of(ROW)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.at("/detail")).startsWith("version 1 of lost could not be fetched from the object store");
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
    void refusesQuestionsThatAreForOtherModels() {
        Http.Answer answer = http.post("/api/v1/models/served/generate", Map.of("count", 4));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.at("/detail")).contains("ask it by predict");
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
