package dev.trainyard.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Says everything in the document as generators of clients understand it: families by their names, choices of shapes that
 * languages have no type for as any JSON, and no schema without a name. What exactly a definition may be stays in the JSON Schema
 * at {@code /definitions/schema}.
 */
final class ClientSchemas implements GlobalOpenApiCustomizer {

    /** By itself: what a mapper has read of documents stands in the way of reading single schemas. */
    private static final ObjectMapper READER = Json31.mapper().copy();

    /** Those that a field of theirs tells apart: by its name. */
    static final Map<String, String> TOLD_APART = Map.of("Layer", "type", "ModelDefinition", "kind");

    @Override
    public void customise(OpenAPI document) {
        ObjectNode tree = Json31.mapper().valueToTree(document);
        ObjectNode schemas = (ObjectNode) tree.at("/components/schemas");
        SchemaFamilies.BY_TYPE.forEach(family -> choose(family.getSimpleName(), schemas));
        SchemaFamilies.BY_FIELD.forEach(family -> JoinedSchemas.join(family, schemas));
        TOLD_APART.forEach((family, field) -> tellApart(family, field, schemas));
        SchemaFamilies.BY_TYPE.forEach(family -> mayBeNull(family.getSimpleName(), schemas));
        TOLD_APART.keySet().forEach(family -> mayBeNull(family, schemas));
        JoinedSchemas.joinAnswers(tree, schemas);
        PlainSchemas.of(schemas).say(tree);
        NamedSchemas.name(tree, schemas);
        forgetUnused(tree, schemas);
        OpenAPI said = read(tree);
        document.setComponents(said.getComponents());
        document.setPaths(said.getPaths());
    }

    private static OpenAPI read(ObjectNode tree) {
        try {
            return READER.readValue(tree.toString(), OpenAPI.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the document cannot be read back", e);
        }
    }

    /** What the members inherit is only the field that tells them apart: so the family is a choice of them. */
    private static void choose(String family, ObjectNode schemas) {
        if (!(schemas.get(family) instanceof ObjectNode choice)) {
            return;
        }
        String field = choice.at("/discriminator/propertyName").asText();
        choice.retain("discriminator", "description");
        ArrayNode members = choice.putArray("oneOf");
        choice.at("/discriminator/mapping").properties().forEach(member -> {
            String reference = member.getValue().asText();
            members.addObject().put("$ref", reference);
            schemas.set(nameOf(reference), itself(schemas.path(nameOf(reference)), field, member.getKey()));
        });
    }

    private static ObjectNode itself(JsonNode member, String field, String type) {
        ObjectNode itself = member.at("/allOf/1") instanceof ObjectNode own
                ? own.deepCopy()
                : Json31.mapper().createObjectNode();
        itself.put("type", "object").withObject("/properties").putObject(field).put("const", type);
        itself.withArray("/required").add(field);
        return itself;
    }

    /** Has generators read the field in place of trying one member after the other. */
    private static void tellApart(String family, String field, ObjectNode schemas) {
        ObjectNode discriminator = Json31.mapper().createObjectNode().put("propertyName", field);
        ObjectNode mapping = discriminator.putObject("mapping");
        for (JsonNode member : schemas.path(family).path("oneOf")) {
            String reference = member.path("$ref").asText();
            JsonNode type = schemas.path(nameOf(reference)).at("/properties/" + field + "/const");
            mapping.put(type.asText(), reference);
        }
        if (!mapping.isEmpty()) {
            ((ObjectNode) schemas.get(family)).set("discriminator", discriminator);
        }
    }

    /** A field that is null is none of the members; generated code takes it for a fault unless it is told. */
    private static void mayBeNull(String family, ObjectNode schemas) {
        if (schemas.path(family).path("oneOf") instanceof ArrayNode members) {
            members.addObject().put("type", "null");
        }
    }

    static String nameOf(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static void forgetUnused(ObjectNode tree, ObjectNode schemas) {
        Set<String> used = new HashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>(List.of(tree.path("paths"), tree.at("/components/responses")));
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            node.forEach(open::push);
            node.path("discriminator").path("mapping").forEach(member -> use(member, used, open, schemas));
            use(node.path("$ref"), used, open, schemas);
        }
        schemas.retain(used);
    }

    private static void use(JsonNode reference, Set<String> used, Deque<JsonNode> open, ObjectNode schemas) {
        String name = nameOf(reference.asText());
        if (reference.isTextual() && schemas.has(name) && used.add(name)) {
            open.push(schemas.get(name));
        }
    }
}
