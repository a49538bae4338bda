package dev.trainyard.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
            {"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/ask":{"post":{"operationId":"predict","responses":{
               "200":{"description":"answers","content":{"application/json":{"schema":{"oneOf":[
                 {"$ref":"#/components/schemas/Predicted"},{"$ref":"#/components/schemas/Explained"}]}}}},
               "202":{"description":"seen","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Seen"}}}}}}}},
             "components":{"schemas":{
             "Seen":{"type":"object","properties":{"followUp":{"$ref":"#/components/schemas/FollowUp"},
                "layer":{"$ref":"#/components/schemas/Layer"},"graph":{"$ref":"#/components/schemas/Graph"},
                "predicted":{"$ref":"#/components/schemas/Predicted"}}},
             "Predicted":{"type":"object","properties":{"predictions":{"type":"array","items":{"oneOf":[
                {"$ref":"#/components/schemas/CategoryPrediction"},{"$ref":"#/components/schemas/LabelsPrediction"}]}}}},
             "Explained":{"type":"object","properties":{"explanations":{"type":"string"},"predictions":{"type":"array","items":
                {"oneOf":[{"$ref":"#/components/schemas/CategoryPrediction"},{"$ref":"#/components/schemas/LabelsPrediction"}]}}}},
             "Layer":{"oneOf":[{"$ref":"#/components/schemas/DenseLayer"}]},
             "DenseLayer":{"type":"object","properties":{"type":{"const":"dense"},
                "units":{"description":"How many.","default":"auto","oneOf":[{"type":"integer"},{"const":"auto"}]}}},
             "Graph":{"type":"object","properties":{"nodes":{"type":"array","items":{"type":"object","properties":{
                "inputs":{"type":"array","items":{"type":"string"}}}}}}},
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
        OpenAPI parsed = Json31.mapper().copy().readValue(document, OpenAPI.class);
        new OperationNames().customise(parsed);
        new SchemaFamilies().customise(parsed);
        new ClientSchemas().customise(parsed);
        return JsonMapper.builder().build().readTree(Json31.mapper().writeValueAsString(parsed));
    }

    @Test
    void namesOperationsByTheirAddressesInPlaceOfNumbers() throws IOException {
        assertThat(mended(PATHS).findValuesAsString("operationId"))
                .containsExactlyInAnyOrder("infer", "inferWithVersion", "statusWithLabel", "status", "listJobs");
    }

    @Test
    void saysWhichTypeIsWhichMember() throws IOException {
        JsonNode schemas = mended(SCHEMAS).at("/components/schemas");
        JsonNode mapping = schemas.at("/FollowUp/discriminator/mapping");
        assertThat(mapping.at("/publish").asString()).isEqualTo("#/components/schemas/CheckpointPublication");
        assertThat(mapping.at("/predict").asString()).isEqualTo("#/components/schemas/BatchPrediction");
        assertThat(mapping.size()).isEqualTo(2);
        assertThat(schemas.at("/FollowUp/oneOf").size()).isEqualTo(3);
        assertThat(schemas.at("/FollowUp/oneOf/2/type").asString()).isEqualTo("null");
        assertThat(schemas.at("/BatchPrediction/properties/type/enum/0").asString())
                .isEqualTo("predict");
    }

    @Test
    void joinsMembersThatNoFieldTellsApart() throws IOException {
        JsonNode schemas = mended(SCHEMAS).at("/components/schemas");
        assertThat(schemas.at("/Prediction/properties").propertyNames())
                .containsExactlyInAnyOrder("label", "labels", "probabilities");
        assertThat(schemas.at("/Predicted/properties/predictions/items/$ref").asString())
                .isEqualTo("#/components/schemas/Prediction");
        assertThat(schemas.at("/PredictAnswer/properties").propertyNames())
                .containsExactlyInAnyOrder("predictions", "explanations");
        assertThat(schemas.has("CategoryPrediction")).isFalse();
    }

    @Test
    void saysWhatLanguagesHaveNoTypeForAsAnyJson() throws IOException {
        JsonNode schemas = mended(SCHEMAS).at("/components/schemas");
        assertThat(schemas.at("/DenseLayer/properties/units").propertyNames())
                .containsExactlyInAnyOrder("description", "default");
        assertThat(schemas.at("/DenseLayer/properties/type/enum/0").asString()).isEqualTo("dense");
        assertThat(schemas.at("/Layer/discriminator/mapping/dense").asString())
                .isEqualTo("#/components/schemas/DenseLayer");
    }

    @Test
    void namesObjectsWithinObjects() throws IOException {
        JsonNode schemas = mended(SCHEMAS).at("/components/schemas");
        assertThat(schemas.at("/Graph/properties/nodes/items/$ref").asString())
                .isEqualTo("#/components/schemas/GraphNode");
        assertThat(schemas.at("/GraphNode/properties/inputs/type").asString()).isEqualTo("array");
    }

    /** What the committed document has, so that a new family is not forgotten. */
    @Test
    void knowsEveryFamily() throws IOException {
        JsonNode schemas = JsonMapper.builder()
                .build()
                .readTree(Files.readString(Path.of("openapi.json")))
                .at("/components/schemas");
        Set<String> known = new TreeSet<>(ClientSchemas.TOLD_APART.keySet());
        SchemaFamilies.BY_TYPE.forEach(family -> known.add(family.getSimpleName()));
        List<String> families = schemas.properties().stream()
                .filter(schema -> schema.getValue().has("discriminator"))
                .map(schema -> schema.getKey())
                .toList();
        assertThat(families).isNotEmpty();
        assertThat(known).containsAll(families);
    }
}
