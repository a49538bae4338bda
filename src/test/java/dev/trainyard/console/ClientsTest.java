package dev.trainyard.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document says what generators of clients have to know. */
class ClientsTest {

    private static final String PATHS = """
            {"openapi":"3.1.0","info":{"title":"t","version":"1"},"components":{"schemas":{}},"paths":{
             "/v2/models/{model}/infer":{"post":{"operationId":"infer_1"}},
             "/v2/models/{model}/versions/{version}/infer":{"post":{"operationId":"infer"}},
             "/v1/models/{model}/labels/{version}":{"get":{"operationId":"status"}},
             "/v1/models/{model}":{"get":{"operationId":"status_2"}},
             "/api/v1/jobs":{"get":{"operationId":"listJobs"}}}}
            """;

    private static final String SCHEMAS = """
            {"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{},"components":{"schemas":{
             "FollowUp":{"discriminator":{"propertyName":"type"},"properties":{"type":{"type":"string"}},"required":["type"]},
             "CheckpointPublication":{"allOf":[{"$ref":"#/components/schemas/FollowUp"},{"type":"object"}]},
             "BatchPrediction":{"allOf":[{"$ref":"#/components/schemas/FollowUp"},{"type":"object"}]},
             "Prediction":{},
             "CategoryPrediction":{"allOf":[{"$ref":"#/components/schemas/Prediction"},{"type":"object","properties":{
                "label":{"type":"string"},"probabilities":{"type":"object"}}}]},
             "LabelsPrediction":{"allOf":[{"$ref":"#/components/schemas/Prediction"},{"type":"object","properties":{
                "labels":{"type":"array","items":{"type":"string"}},"probabilities":{"type":"object"}}}]}}}}
            """;

    private static JsonNode mended(String document) throws IOException {
        OpenAPI parsed = Json31.mapper().readValue(document, OpenAPI.class);
        new OperationNames().customise(parsed);
        new SchemaFamilies().customise(parsed);
        return JsonMapper.builder().build().readTree(Json31.mapper().writeValueAsString(parsed));
    }

    @Test
    void namesOperationsByTheirAddressesInPlaceOfNumbers() throws IOException {
        assertThat(mended(PATHS).findValuesAsString("operationId"))
                .containsExactlyInAnyOrder("infer", "inferWithVersion", "statusWithLabel", "status", "listJobs");
    }

    @Test
    void saysWhichTypeIsWhichMember() throws IOException {
        JsonNode mapping = mended(SCHEMAS).at("/components/schemas/FollowUp/discriminator/mapping");
        assertThat(mapping.at("/publish").asString()).isEqualTo("#/components/schemas/CheckpointPublication");
        assertThat(mapping.at("/predict").asString()).isEqualTo("#/components/schemas/BatchPrediction");
        assertThat(mapping.size()).isEqualTo(2);
    }

    @Test
    void makesAChoiceOfMembersThatNoFieldTellsApart() throws IOException {
        JsonNode schemas = mended(SCHEMAS).at("/components/schemas");
        assertThat(schemas.at("/Prediction/oneOf").findValuesAsString("$ref"))
                .containsExactly("#/components/schemas/CategoryPrediction", "#/components/schemas/LabelsPrediction");
        assertThat(schemas.at("/CategoryPrediction/required/0").asString()).isEqualTo("label");
        assertThat(schemas.at("/LabelsPrediction/required/0").asString()).isEqualTo("labels");
        assertThat(schemas.at("/CategoryPrediction/properties/probabilities/type")
                        .asString())
                .isEqualTo("object");
    }

    /** What the committed document has, so that a new family is not forgotten. */
    @Test
    void knowsEveryFamily() throws IOException {
        JsonNode schemas = JsonMapper.builder()
                .build()
                .readTree(Files.readString(Path.of("openapi.json")))
                .at("/components/schemas");
        TreeSet<String> known = new TreeSet<>(SchemaFamilies.BY_FIELD);
        SchemaFamilies.BY_TYPE.forEach(family -> known.add(family.getSimpleName()));
        List<String> families = schemas.properties().stream()
                .filter(schema -> schema.getValue().has("discriminator"))
                .map(schema -> schema.getKey())
                .toList();
        assertThat(families).isNotEmpty();
        assertThat(known).containsAll(families);
    }
}
