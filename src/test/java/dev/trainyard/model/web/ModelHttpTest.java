package dev.trainyard.model.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class ModelHttpTest {

    private static final String MODEL = "/api/v1/models/shown";
    private static final String VERSION = MODEL + "/versions/1";

    private final TestVersions versions;
    private final Http http;
    private final String base;

    @Autowired
    ModelHttpTest(ObjectStore store, ModelRegistry registry, @LocalServerPort int port) {
        this.versions = new TestVersions(store, registry);
        this.http = new Http(port);
        this.base = "http://localhost:" + port;
    }

    @BeforeEach
    void publish() {
        if (http.get(MODEL).status() == 404) {
            versions.publish("shown", TestBundle.admissions());
        }
    }

    @Test
    void showsAVersionWithEverythingThatIsKnownOfIt() {
        Http.Answer answer = http.get(VERSION);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode version = answer.json();
        assertThat(version.at("/name").asString()).isEqualTo("shown");
        assertThat(version.at("/version").asInt()).isEqualTo(1);
        assertThat(version.at("/state").asString()).isEqualTo("ready");
        assertThat(version.at("/jobId").asString()).isEqualTo("job_1");
        assertThat(version.at("/createdAt").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(version.at("/sha256").asString()).hasSize(64);
        assertThat(version.at("/task").asString()).isEqualTo("classification");
        assertThat(version.at("/inputs").toString())
                .isEqualTo("[{\"name\":\"gre\",\"type\":\"numeric\",\"min\":220.0,\"max\":800.0},"
                        + "{\"name\":\"gpa\",\"type\":\"numeric\",\"min\":2.26,\"max\":4.0},"
                        + "{\"name\":\"school\",\"type\":\"categorical\",\"categories\":[\"north\",\"south\",\"1\"]}]");
        assertThat(version.at("/output").toString())
                .isEqualTo("{\"type\":\"categorical\",\"name\":\"admit\",\"categories\":[\"0\",\"1\"]}");
        assertThat(version.at("/metrics/test~1accuracy").asDouble()).isEqualTo(0.7);
        assertThat(version.at("/provenance/definition/layers/0/type").asString())
                .isEqualTo("dense");
        assertThat(version.at("/provenance/datasetSha256").asString()).isEqualTo(TestVersions.DATASET.hex());
        assertThat(version.at("/provenance/seed").asLong()).isEqualTo(42);
        assertThat(version.at("/provenance/resolved/training/epochs").asInt()).isEqualTo(100);
        assertThat(version.at("/artifacts/0/name").asString()).isEqualTo("model.onnx");
        assertThat(version.at("/artifacts/0/bytes").asLong()).isPositive();
    }

    @Test
    void listsModelsNewestFirst() {
        versions.publish("shown-later", TestBundle.price());

        JsonNode first = http.get("/api/v1/models?limit=1").json();
        assertThat(first.at("/data/0/name").asString()).isNotEqualTo("shown");
        assertThat(first.at("/hasMore").asBoolean()).isTrue();
        JsonNode rest = http.get("/api/v1/models?limit=200&after="
                        + first.at("/nextAfter").asString())
                .json();
        assertThat(rest.at("/data").toString()).contains("\"name\":\"shown\"");
        assertThat(rest.at("/hasMore").asBoolean()).isFalse();
        assertThat(http.get("/api/v1/models?after=nothing").status()).isEqualTo(400);
        assertThat(http.get("/api/v1/models?limit=201").status()).isEqualTo(400);
    }

    @Test
    void showsTheModelItsVersionsAndItsEvaluation() {
        assertThat(http.get(MODEL).at("/latestVersion")).isEqualTo("1");
        assertThat(http.get(MODEL).at("/aliases/latest")).isEqualTo("1");
        assertThat(http.get(MODEL + "/versions").at("/data/0/state")).isEqualTo("ready");
        JsonNode evaluation = http.get(VERSION + "/evaluation").json();
        assertThat(evaluation.at("/parts/test/classification/confusion").toString())
                .isEqualTo("[[20,7],[5,8]]");
    }

    @Test
    void downloadsFilesByTheirDigest() throws Exception {
        HttpResponse<byte[]> bytes = send(request(VERSION + "/artifacts/model.onnx"));

        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.body()));
        assertThat(bytes.statusCode()).isEqualTo(200);
        String etag = bytes.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).isEqualTo("\"" + digest + "\"");
        assertThat(bytes.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(bytes.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"model.onnx\"");
        assertThat(send(request(VERSION + "/artifacts/model.onnx").header("If-None-Match", etag))
                        .statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onx", "..%2Fmodel.onnx", "%2e%2e", "manifest.json"})
    void givesNoOtherFile(String file) {
        Http.Answer answer = http.get(VERSION + "/artifacts/" + file);

        assertThat(answer.status()).isIn(400, 404);
        if (file.equals("model.onx")) {
            assertThat(answer.at("/detail"))
                    .isEqualTo("shown version 1 has no file 'model.onx'; did you mean 'model.onnx'?");
        }
    }

    @Test
    void movesAliasesWithIfMatch() throws Exception {
        versions.publish("aliased", TestBundle.admissions());
        versions.publish("aliased", TestBundle.admissions());
        String alias = "/api/v1/models/aliased/aliases/champion";

        HttpResponse<byte[]> made = send(put(alias, 1));
        String etag = made.headers().firstValue("ETag").orElseThrow();
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(http.get("/api/v1/models/aliased/versions/1")
                        .json()
                        .at("/aliases")
                        .toString())
                .isEqualTo("[\"champion\"]");
        assertThat(send(put(alias, 2).header("If-Match", etag)).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> stale = send(put(alias, 1).header("If-Match", etag));
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(http.get("/api/v1/models/aliased/versions/champion").at("/version"))
                .isEqualTo("2");
        assertThat(http.get(alias).at("/version")).isEqualTo("2");
        assertThat(http.delete("/api/v1/models/aliased/versions/2").status()).isEqualTo(409);
        assertThat(http.delete(alias).status()).isEqualTo(204);
        assertThat(http.delete("/api/v1/models/aliased/versions/2").status()).isEqualTo(204);
        assertThat(http.get("/api/v1/models/aliased/versions/2").status()).isEqualTo(404);
        assertThat(http.delete("/api/v1/models/aliased/versions/latest").status())
                .isEqualTo(400);
        assertThat(http.delete("/api/v1/models/aliased").status()).isEqualTo(204);
    }

    @Test
    void rollsAliasesBackAndTellsTheirHistory() {
        String model = "/api/v1/models/rolled";
        versions.publish("rolled", TestBundle.admissions());
        versions.publish("rolled", TestBundle.admissions());
        assertThat(http.post(model + "/aliases/champion/rollback", "").status()).isEqualTo(404);
        http.put(model + "/aliases/champion", "{\"version\":1}");
        assertThat(http.post(model + "/aliases/champion/rollback", "").status()).isEqualTo(409);
        http.put(model + "/aliases/champion", "{\"split\":{\"1\":90,\"2\":10}}");
        http.put(model + "/aliases/champion", "{\"version\":2}");

        Http.Answer back = http.post(model + "/aliases/champion/rollback", "");

        assertThat(back.json().at("/split/2").asInt()).isEqualTo(10);
        assertThat(http.delete(model + "/versions/2").status()).isEqualTo(409);
        Http.Answer history = http.get(model + "/aliases/champion/history");
        assertThat(history.json().at("/data").findValuesAsString("version")).containsExactly("1", "2", "1", "1");
        assertThat(history.at("/data/0/reason")).isEqualTo("rollback");
        assertThat(http.delete(model + "/aliases/champion").status()).isEqualTo(204);
        assertThat(http.post(model + "/aliases/champion/rollback", "").at("/version"))
                .as("an alias that was deleted comes back")
                .isEqualTo("1");
    }

    @Test
    void letsNewVersionsTakeAnAliasOverByARule() {
        String model = "/api/v1/models/promoted";
        versions.publish("promoted", TestBundle.admissions());
        assertThat(http.put(model + "/promotion", "{\"promoteIf\":\"accuracy\"}")
                        .status())
                .isEqualTo(400);
        assertThat(http.put(model + "/promotion", "{\"promoteIf\":\"test/accuracy >= champion\"}")
                        .status())
                .isEqualTo(200);
        assertThat(http.get(model).at("/promoteIf")).isEqualTo("test/accuracy >= champion");

        versions.publish("promoted", TestBundle.admissions());
        assertThat(http.get(model + "/aliases/champion").at("/version")).isEqualTo("2");
        versions.publish("promoted", TestBundle.admissions());
        versions.publishUnservable("promoted", TestBundle.admissions(), "golden row 0 differs");

        assertThat(http.get(model + "/aliases/champion/history").at("/data/0/reason"))
                .isEqualTo("promoted: test/accuracy is 0.7000, and was 0.7000");
        assertThat(http.get(model + "/aliases/champion").at("/version")).isEqualTo("3");
        http.put(model + "/promotion", "{\"promoteIf\":\"test/accuracy > champion\"}");
        versions.publish("promoted", TestBundle.admissions());
        assertThat(http.get(model + "/aliases/champion").at("/version")).isEqualTo("3");
        assertThat(http.delete(model + "/promotion").status()).isEqualTo(204);
    }

    /** Nothing in it was written by hand: it says what provenance and evaluation of the version say. */
    @Test
    void makesAModelCardOfProvenanceAndEvaluation() {
        http.put(MODEL + "/aliases/carded", "{\"version\":1}");
        JsonNode version = http.get(VERSION).json();
        JsonNode provenance = version.at("/provenance");

        Http.Answer answer = http.get(VERSION + "/card");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode card = answer.json();
        assertThat(card.at("/task")).isEqualTo(version.at("/task"));
        assertThat(card.at("/createdAt")).isEqualTo(version.at("/createdAt"));
        assertThat(card.at("/aliases").toString()).contains("\"carded\"", "\"latest\"");
        assertThat(card.at("/reads").toString()).isEqualTo("[\"gre\",\"gpa\",\"school\"]");
        assertThat(card.at("/answers").toString()).isEqualTo("[\"admit\"]");
        assertThat(card.at("/metrics")).isEqualTo(version.at("/metrics"));
        assertThat(card.at("/training/datasetSha256")).isEqualTo(provenance.at("/datasetSha256"));
        assertThat(card.at("/training/datasetId")).isEqualTo(provenance.at("/resolved/dataset/id"));
        assertThat(card.at("/training/rows")).isEqualTo(provenance.at("/resolved/dataset/rows"));
        assertThat(card.at("/training/seed")).isEqualTo(provenance.at("/seed"));
        assertThat(card.at("/training/engine")).isEqualTo(provenance.at("/engine"));
        assertThat(card.at("/training/parametersSha256")).isEqualTo(provenance.at("/parametersSha256"));
        assertThat(card.at("/training/network").asString()).isEqualTo("sequential");
        assertThat(http.get(VERSION + "/evaluation")
                        .json()
                        .at("/parts/test/rows")
                        .asInt())
                .isEqualTo(40);
        assertThat(card.at("/cautions/0").asString())
                .isEqualTo("It was measured on 40 test rows only: its metrics may be far off.");
        http.delete(MODEL + "/aliases/carded");
    }

    @Test
    void writesTheModelCardAsAPage() {
        String accept = "text/markdown";
        versions.publishUnservable("carded", TestBundle.admissions(), "golden row 0 differs");

        String page = http.get(VERSION + "/card", "Accept", accept).text();
        String broken = http.get("/api/v1/models/carded/versions/1/card", "Accept", accept)
                .text();

        assertThat(page)
                .startsWith("# shown, version 1\n\nA model for classification, made at ")
                .containsSubsequence(
                        "## What it reads\n\n- gre\n- gpa\n- school\n",
                        "## What it answers\n\n- admit\n",
                        "- from data set ds_shown, 400 rows (SHA-256 `" + TestVersions.DATASET.hex() + "`)\n",
                        "seed 42, engine dl4j\n",
                        "| metric | value |\n|---|---|\n| test/accuracy | 0.7 |\n| test/auc | 0.69 |\n",
                        "## What to be careful about\n\n- It was measured on 40 test rows only");
        assertThat(broken).contains("- It cannot be served: golden row 0 differs\n");
    }

    @Test
    void refusesAliasBodiesThatSayNothing() {
        assertThat(http.put(MODEL + "/aliases/champion", "{}").status()).isEqualTo(400);
        assertThat(http.put(MODEL + "/aliases/champion", "{\"version\":\"1\"}").status())
                .isEqualTo(400);
        assertThat(http.put(MODEL + "/aliases/champion", "{\"version\":1,\"weight\":2}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void cannotTrainAgainWhatHasLostItsData() {
        Http.Answer refused = http.post(VERSION + "/reproduce", "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/detail")).endsWith("(revision 1), which it was made from, is gone");
    }

    @Test
    void measuresOnDataSetsThatThereAre() {
        assertThat(http.post(VERSION + "/evaluate", Map.of("datasetId", "ds_1")).status())
                .isEqualTo(404);
        assertThat(http.post(VERSION + "/evaluate", "{}").status()).isEqualTo(400);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private HttpRequest.Builder put(String path, int version) {
        String body = Json.mapper().writeValueAsString(Map.of("version", version));
        return request(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
