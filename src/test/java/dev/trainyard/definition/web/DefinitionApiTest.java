package dev.trainyard.definition.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.TrainyardTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class DefinitionApiTest {

    private static final String DEFINITION = """
            {"name":"admissions-mlp","kind":"sequential","layers":[
             {"units":2,"activation":"sigmoid","type":"dense","kernelInitializer":{"values":[[0.1,0.2]]}},
             {"type":"dense","units":"auto","activation":"auto"}]}""";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void keepsShowsAndDeletesDefinition() throws Exception {
        HttpResponse<String> created = post("/api/v1/definitions", DEFINITION);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode stored = json(created);
        assertThat(stored.path("id").asString()).startsWith("def_");
        assertThat(stored.path("name").asString()).isEqualTo("admissions-mlp");
        assertThat(stored.path("createdAt").asString()).endsWith("Z");
        assertThat(stored.at("/definition/kind").asString()).isEqualTo("sequential");
        assertThat(stored.at("/definition/layers/0/activation").asString()).isEqualTo("sigmoid");
        assertThat(stored.at("/definition/layers/1/units").asString()).isEqualTo("auto");
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .isEqualTo("/api/v1/definitions/" + stored.path("id").asString());

        assertThat(json(get(location))).isEqualTo(stored);
        assertThat(send("DELETE", location, "").statusCode()).isEqualTo(204);
        assertThat(get(location).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", location, "").statusCode()).isEqualTo(404);
    }

    @Test
    void listsNewestFirstInPages() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(
                    0,
                    json(post("/api/v1/definitions", DEFINITION.replace("admissions-mlp", "paged")))
                            .path("id")
                            .asString());
        }

        JsonNode first = json(get("/api/v1/definitions?name=paged&limit=3"));
        assertThat(ids(first)).isEqualTo(ids.subList(0, 3));
        assertThat(first.path("hasMore").asBoolean()).isTrue();
        assertThat(first.path("nextAfter").asString()).isEqualTo(ids.get(2));

        JsonNode second = json(get("/api/v1/definitions?name=paged&limit=3&after="
                + first.path("nextAfter").asString()));
        assertThat(ids(second)).isEqualTo(ids.subList(3, 5));
        assertThat(second.path("hasMore").asBoolean()).isFalse();
        assertThat(second.path("nextAfter").isNull()).isTrue();
    }

    @Test
    void refusesLimitsOutOfRange() throws Exception {
        for (String limit : List.of("0", "-1", "201", "many")) {
            HttpResponse<String> refused = get("/api/v1/definitions?limit=" + limit);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).path("code").asString()).isEqualTo("invalid_parameter");
        }
    }

    @Test
    void saysWhatIsWrongWithDefinition() throws Exception {
        HttpResponse<String> refused = post("/api/v1/definitions", """
                {"kind":"sequential","layers":[{"type":"dense","units":1,"activation":"softmax"}]}""");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(refused);
        assertThat(problem.path("type").asString()).isEqualTo("/problems/invalid_definition");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/definitions");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/layers/0/activation");
        assertThat(problem.path("requestId").asString())
                .isEqualTo(refused.headers().firstValue("X-Request-Id").orElseThrow());
    }

    @Test
    void tellsUnknownFieldsFromPlannedLayers() throws Exception {
        HttpResponse<String> misspelt = post("/api/v1/definitions", "{\"kind\":\"sequential\",\"layer\":[]}");
        HttpResponse<String> planned = post("/api/v1/definitions", """
                {"kind":"sequential","layers":[{"type":"lstm","units":8}]}""");

        assertThat(misspelt.statusCode()).isEqualTo(400);
        assertThat(json(misspelt).at("/errors/0/suggestion/path").asString()).isEqualTo("/layers");
        assertThat(planned.statusCode()).isEqualTo(501);
        assertThat(json(planned).path("code").asString()).isEqualTo("not_available");
    }

    @Test
    void offersTemplatesAndSchema() throws Exception {
        JsonNode list = json(get("/api/v1/definitions/templates"));
        assertThat(list.path("data").findValuesAsString("sample")).containsExactly("spiral", "multi-gaussian");
        assertThat(json(get("/api/v1/definitions/templates/mlp-classifier"))
                        .at("/definition/kind")
                        .asString())
                .isEqualTo("sequential");
        assertThat(get("/api/v1/definitions/templates/mlp-clasifier").body())
                .contains("did you mean 'mlp-classifier'?");
        assertThat(json(get("/api/v1/definitions/schema"))
                        .at("/$defs/dropout/properties/rate/default")
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void readsNothingButJson() throws Exception {
        HttpRequest yaml = HttpRequest.newBuilder(URI.create("http://localhost:%d/api/v1/definitions".formatted(port)))
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString("kind: sequential"))
                .build();
        HttpResponse<String> refused = http.send(yaml, HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(json(refused).path("detail").asString())
                .contains("application/yaml")
                .doesNotContain("yaml,");
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data").findValuesAsString("id");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.mapper().readTree(response.body());
    }
}
