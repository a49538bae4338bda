package dev.trainyard.definition.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
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

    @LocalServerPort
    private int port;

    @Test
    void keepsShowsAndDeletesDefinition() {
        Answer created = post("/api/v1/definitions", DEFINITION);

        assertThat(created.status()).as(created.text()).isEqualTo(201);
        JsonNode stored = created.json();
        assertThat(stored.path("id").asString()).startsWith("def_");
        assertThat(stored.path("name").asString()).isEqualTo("admissions-mlp");
        assertThat(stored.path("createdAt").asString()).endsWith("Z");
        assertThat(stored.at("/definition/kind").asString()).isEqualTo("sequential");
        assertThat(stored.at("/definition/layers/0/activation").asString()).isEqualTo("sigmoid");
        assertThat(stored.at("/definition/layers/1/units").asString()).isEqualTo("auto");
        String location = created.location();
        assertThat(location)
                .isEqualTo("/api/v1/definitions/" + stored.path("id").asString());

        assertThat(get(location).json()).isEqualTo(stored);
        assertThat(delete(location).status()).isEqualTo(204);
        assertThat(get(location).status()).isEqualTo(404);
        assertThat(delete(location).status()).isEqualTo(404);
    }

    @Test
    void listsNewestFirstInPages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(
                    0,
                    post("/api/v1/definitions", DEFINITION.replace("admissions-mlp", "paged"))
                            .json()
                            .path("id")
                            .asString());
        }

        JsonNode first = get("/api/v1/definitions?name=paged&limit=3").json();
        assertThat(ids(first)).isEqualTo(ids.subList(0, 3));
        assertThat(first.path("hasMore").asBoolean()).isTrue();
        assertThat(first.path("nextAfter").asString()).isEqualTo(ids.get(2));

        JsonNode second = get("/api/v1/definitions?name=paged&limit=3&after="
                        + first.path("nextAfter").asString())
                .json();
        assertThat(ids(second)).isEqualTo(ids.subList(3, 5));
        assertThat(second.path("hasMore").asBoolean()).isFalse();
        assertThat(second.path("nextAfter").isNull()).isTrue();
    }

    @Test
    void refusesLimitsOutOfRange() {
        for (String limit : List.of("0", "-1", "201", "many")) {
            Answer refused = get("/api/v1/definitions?limit=" + limit);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("code").asString()).isEqualTo("invalid_parameter");
        }
    }

    @Test
    void saysWhatIsWrongWithDefinition() {
        Answer refused = post("/api/v1/definitions", """
                {"kind":"sequential","layers":[{"type":"dense","units":1,"activation":"softmax"}]}""");

        assertThat(refused.status()).isEqualTo(422);
        JsonNode problem = refused.json();
        assertThat(problem.path("type").asString()).isEqualTo("/problems/invalid_definition");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/definitions");
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/layers/0/activation");
        assertThat(problem.path("requestId").asString()).hasSize(26);
    }

    @Test
    void takesModelsOfKerasOverAndGivesThemBack() {
        String dense = "{\"class_name\":\"Dense\",\"config\":{\"name\":\"%s\",\"units\":%d,\"activation\":\"%s\"}}";
        String model =
                "{\"kind\":\"keras\",\"config\":{\"class_name\":\"Sequential\",\"config\":{\"name\":\"net\",\"layers\":[%s,%s]}}}";

        Answer kept = post(
                "/api/v1/definitions",
                model.formatted(dense.formatted("a", 8, "relu"), dense.formatted("b", 3, "linear")));
        Answer back = post("/api/v1/definitions/" + kept.at("/id") + "/keras", "{\"inputShape\":[4],\"classes\":3}");
        Answer misfit = post("/api/v1/definitions/" + kept.at("/id") + "/keras", "{\"inputShape\":[4],\"classes\":7}");
        Answer lambda = post(
                "/api/v1/definitions",
                model.formatted(
                        "{\"class_name\":\"Lambda\",\"config\":{\"name\":\"l\"}}", dense.formatted("b", 3, "linear")));

        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        assertThat(kept.at("/definition/kind")).isEqualTo("sequential");
        assertThat(kept.json().at("/keras").findValuesAsString("support")).containsExactly("supported", "mapped");
        assertThat(back.at("/config/layers/2/config/activation")).isEqualTo("softmax");
        assertThat(misfit.status()).isEqualTo(422);
        assertThat(lambda.status()).isEqualTo(422);
        assertThat(lambda.at("/errors/0/pointer")).isEqualTo("/config/config/layers/0/class_name");
        assertThat(lambda.at("/errors/0/message")).contains("preprocessing.derived");
    }

    @Test
    void mendsWhatIsMisspelt() {
        Answer misspelt = post("/api/v1/definitions", "{\"kind\":\"sequential\",\"layer\":[]}");
        Answer layer = post("/api/v1/definitions", """
                {"kind":"sequential","layers":[{"type":"prelou"}]}""");

        assertThat(misspelt.status()).isEqualTo(400);
        assertThat(misspelt.json().at("/errors/0/suggestion/path").asString()).isEqualTo("/layers");
        assertThat(layer.status()).isEqualTo(422);
        assertThat(layer.json().at("/errors/0/suggestion/value").asString()).isEqualTo("prelu");
    }

    @Test
    void offersTemplatesAndSchema() {
        JsonNode list = get("/api/v1/definitions/templates").json();
        assertThat(list.path("data"))
                .extracting(template -> template.path("name").asString())
                .containsExactlyInAnyOrder(
                        "autoencoder",
                        "captioning",
                        "clips",
                        "cnn",
                        "gan",
                        "gan-pictures",
                        "gan-super-resolution",
                        "gan-inpainting",
                        "gan-colouring",
                        "autoencoder-pictures",
                        "rbm-pictures",
                        "vae",
                        "keras-mnist-quickstart",
                        "lstm-many-to-one",
                        "mlp-classifier",
                        "mlp-regressor",
                        "playground",
                        "rbm",
                        "rbm-topics",
                        "strokes",
                        "rnn-forecast",
                        "rnn-many-to-many",
                        "rnn-one-to-many",
                        "rnn-one-to-one",
                        "text-classifier",
                        "text-generation",
                        "translation",
                        "word-reader");
        assertThat(get("/api/v1/definitions/templates/mlp-classifier")
                        .json()
                        .at("/definition/kind")
                        .asString())
                .isEqualTo("sequential");
        assertThat(get("/api/v1/definitions/templates/mlp-clasifier").text())
                .contains("did you mean 'mlp-classifier'?");
        assertThat(get("/api/v1/definitions/schema")
                        .json()
                        .at("/$defs/dropout/properties/rate/default")
                        .asDouble())
                .isEqualTo(0.5);
    }

    @Test
    void readsNothingButJson() {
        Answer refused = post("/api/v1/definitions", "kind: sequential", "Content-Type", "application/yaml");

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.json().path("detail").asString())
                .contains("application/yaml")
                .doesNotContain("yaml,");
    }

    @Test
    void describesEveryLayerInTheOpenApiDocument() {
        JsonNode schemas = get("/v3/api-docs").json().at("/components/schemas");
        assertThat(schemas.at("/Sequential/properties/kind/enum/0").asString()).isEqualTo("sequential");
        assertThat(schemas.at("/Layer/oneOf").findValuesAsString("$ref"))
                .contains("#/components/schemas/DenseLayer", "#/components/schemas/DropoutLayer");
        assertThat(schemas.at("/DropoutLayer/properties/rate/exclusiveMaximum").asDouble())
                .isEqualTo(1);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data").findValuesAsString("id");
    }

    private Answer get(String path) {
        return new Http(port).get(path);
    }

    private Answer post(String path, String body, String... headers) {
        return new Http(port).post(path, body, headers);
    }

    private Answer delete(String path) {
        return new Http(port).delete(path);
    }
}
