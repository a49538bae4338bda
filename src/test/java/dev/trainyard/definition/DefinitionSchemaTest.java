package dev.trainyard.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DefinitionSchemaTest {

    private static final JsonNode GENERATED = Json.mapper().valueToTree(DefinitionSchema.generate());
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(GENERATED.toString(), InputFormat.JSON);

    @Test
    void describesEveryLayerOfTheCatalogue() {
        ByTypeName.membersOf(Layer.class).forEach((name, type) -> {
            JsonNode layer = GENERATED.at("/$defs/" + name);
            assertThat(layer.at("/properties/type/const").asString()).isEqualTo(name);
            for (var component : type.getRecordComponents()) {
                assertThat(layer.path("properties").has(component.getName())).isTrue();
            }
        });
    }

    @Test
    void describesParametersInFull() {
        JsonNode rate = GENERATED.at("/$defs/dropout/properties/rate");

        assertThat(rate).isEqualTo(Json.mapper().readTree("""
                {"description":"The share of inputs set to zero.","type":"number","minimum":0.0,
                 "exclusiveMaximum":1.0,"default":0.5}"""));
    }

    @Test
    void describesItselfAlikeEveryTime() {
        assertThat(Json.mapper().valueToTree(DefinitionSchema.generate()).toString())
                .isEqualTo(GENERATED.toString());
    }

    @Test
    void acceptsTheTemplates() {
        for (Template template : new Templates().all()) {
            assertThat(SCHEMA.validate(Json.mapper().writeValueAsString(template.definition()), InputFormat.JSON))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"dense\"}",
                "{\"type\":\"dense\",\"units\":3,\"activation\":\"identity\"}",
                "{\"type\":\"dense\",\"units\":\"auto\",\"useBias\":false,\"name\":\"A_1\"}",
                "{\"type\":\"dense\",\"kernelInitializer\":{\"type\":\"normal\",\"stddev\":0.4}}",
                "{\"type\":\"dense\",\"kernelInitializer\":{\"type\":\"zeros\"}}",
                "{\"type\":\"dense\",\"kernelInitializer\":{\"values\":[[1,2]]}}",
                "{\"type\":\"activation\",\"activation\":\"softmax\"}",
                "{\"type\":\"batchNormalization\",\"momentum\":0.9}",
                "{\"type\":\"dropout\",\"rate\":0}",
                "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":\"auto\"}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"gru\",\"units\":4,\"returnSequences\":true}}",
                "{\"type\":\"repeatVector\",\"n\":\"auto\"}",
            })
    void agreesWithTheReaderOnWhatIsRight(String layer) {
        assertThat(isReadable(layer)).isTrue();
        assertThat(isValid(layer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"dense\",\"units\":0}",
                "{\"type\":\"dense\",\"units\":16000001}",
                "{\"type\":\"conv1d\",\"filters\":16385}",
                "{\"type\":\"maxPooling1d\",\"poolSize\":16385}",
                "{\"type\":\"dense\",\"units\":1.5}",
                "{\"type\":\"dense\",\"units\":\"many\"}",
                "{\"type\":\"dense\",\"unit\":1}",
                "{\"type\":\"dense\",\"activation\":\"rleu\"}",
                "{\"type\":\"dense\",\"useBias\":\"yes\"}",
                "{\"type\":\"dense\",\"kernelInitializer\":\"values\"}",
                "{\"type\":\"dense\",\"kernelInitializer\":{\"type\":\"zeros\",\"mean\":1}}",
                "{\"type\":\"dropout\",\"rate\":1}",
                "{\"type\":\"dropout\",\"rate\":-0.1}",
                "{\"type\":\"batchNormalization\",\"momentum\":1}",
                "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":\"maybe\"}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"dense\",\"units\":4}}",
                "{\"units\":1}",
                "7",
            })
    void agreesWithTheReaderOnWhatIsWrong(String layer) {
        assertThat(isReadable(layer)).isFalse();
        assertThat(isValid(layer)).isFalse();
    }

    private static boolean isValid(String layer) {
        return SCHEMA.validate(definition(layer), InputFormat.JSON).isEmpty();
    }

    private static boolean isReadable(String layer) {
        try {
            JsonBody.read(definition(layer).getBytes(StandardCharsets.UTF_8), ModelDefinition.class);
            return true;
        } catch (Problem refused) {
            return false;
        }
    }

    private static String definition(String layer) {
        return "{\"kind\":\"sequential\",\"layers\":[%s]}".formatted(layer);
    }
}
