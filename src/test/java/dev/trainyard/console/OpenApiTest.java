package dev.trainyard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;

/** The committed contract is the one that is served, and a person can work with it. */
@TrainyardTest
class OpenApiTest {

    private static final Path COMMITTED = Path.of("openapi.json");

    @LocalServerPort
    private int port;

    @Test
    void committedDocumentIsTheServedOne() throws IOException {
        String served = Json.mapper()
                        .rebuild()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(Json.mapper().convertValue(document(), Map.class))
                + "\n";
        Path actual = Files.writeString(Path.of("target", "openapi.json"), served);
        boolean same = Files.exists(COMMITTED) && Files.readString(COMMITTED).equals(served);
        assertThat(same) // a comparison of two texts of a megabyte takes minutes
                .as("openapi.json is not what the service serves; if the change is meant: cp %s %s", actual, COMMITTED)
                .isTrue();
    }

    @Test
    void everyOperationHasASummaryATagAndItsProblems() {
        List<String> poor = new ArrayList<>();
        JsonNode document = document();
        assertThat(document.at("/openapi").asString()).startsWith("3.1");
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode description = operation.getValue();
                    boolean problems = description.at("/responses").propertyNames().stream()
                            .anyMatch(s -> s.matches("[45]..|default"));
                    if (description.at("/summary").asString("").isBlank()
                            || description.at("/tags").isEmpty()
                            || !problems) {
                        poor.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(poor)
                .as("operations without a summary, a tag or a problem answer")
                .isEmpty();
    }

    @Test
    void everyJsonBodyShowsAnExample() {
        JsonNode document = document();
        List<String> bare = new ArrayList<>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode body = operation.getValue().at("/requestBody/content/application~1json");
                    if (!body.isMissingNode() && !hasExample(document, body, 4)) {
                        bare.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(bare).as("JSON bodies without an example").isEmpty();
    }

    @Test
    void everyJsonAnswerShowsItsSchemaAndAnExample() {
        JsonNode document = document();
        List<String> bare = new ArrayList<>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> operation
                                .getValue()
                                .at("/responses")
                                .properties()
                                .forEach(answer -> {
                                    JsonNode body = answer.getValue().at("/content/application~1json");
                                    if (answer.getKey().startsWith("2")
                                            && !body.isMissingNode()
                                            && !(body.has("schema") && hasExample(document, body, 4))) {
                                        bare.add(operation.getKey() + " " + path.getKey() + " " + answer.getKey());
                                    }
                                })));
        assertThat(bare).as("JSON answers without a schema or an example").isEmpty();
    }

    /** On the body itself, on its schema, or on a field of it; a choice of schemas needs one of its own. */
    private static boolean hasExample(JsonNode document, JsonNode node, int depth) {
        if (node.has("example") || node.has("examples")) {
            return true;
        }
        JsonNode schema = node.has("schema") ? node.get("schema") : node;
        String reference = schema.path("$ref").asString("");
        JsonNode found = reference.isEmpty() ? schema : document.at(reference.substring(1));
        return found.has("example")
                || found.has("examples")
                || depth > 0
                        && found.path("properties")
                                .valueStream()
                                .anyMatch(part -> hasExample(document, part, depth - 1));
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        List<String> names = document().at("/paths").findValuesAsString("operationId");
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-zA-Z0-9]*"));
    }

    @Test
    void theRootLeadsToSwaggerUi() {
        Http.Answer root = new Http(port).get("/");
        assertThat(root.status()).isEqualTo(302);
        assertThat(root.location()).endsWith("/swagger-ui.html");
        assertThat(new Http(port).get("/swagger-ui/index.html").status()).isEqualTo(200);
    }

    private JsonNode document() {
        return new Http(port).get("/v3/api-docs").json();
    }
}
