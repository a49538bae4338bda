package dev.trainyard.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Schemas that every language has a type for: a choice of a family's members is the family, a constant an enumeration of one, and
 * what may be a number or a list or a word is any JSON.
 *
 * @param families the members of each
 */
record PlainSchemas(Map<String, Set<String>> families) {

    private static final Set<String> NO_SCHEMAS =
            Set.of("properties", "example", "examples", "default", "enum", "const", "mapping");
    private static final Set<String> WORDS = Set.of("description", "default", "example", "title");

    /** With the families that the components are. */
    static PlainSchemas of(ObjectNode schemas) {
        Map<String, Set<String>> families = new TreeMap<>();
        schemas.properties().forEach(schema -> {
            Set<String> members = new TreeSet<>(references(schema.getValue().path("oneOf")));
            schema.getValue()
                    .at("/discriminator/mapping")
                    .forEach(member -> members.add(ClientSchemas.nameOf(member.asText())));
            if (!members.isEmpty()) {
                families.put(schema.getKey(), members);
            }
        });
        SchemaFamilies.BY_FIELD.forEach(family -> families.put(family, SchemaFamilies.membersByField(family)));
        families.computeIfPresent("ModelDefinition", (family, members) -> {
            members.add("KerasModel"); // as the classes call it
            return members;
        });
        schemas.replace("JsonNode", Json31.mapper().createObjectNode().put("description", "Any JSON."));
        return new PlainSchemas(families);
    }

    /** Says so everywhere. */
    void say(JsonNode node) {
        if (node instanceof ObjectNode schema) {
            plain(schema);
            schema.path("properties").forEach(this::say);
            schema.properties().stream()
                    .filter(field -> !NO_SCHEMAS.contains(field.getKey()))
                    .forEach(field -> say(field.getValue()));
        } else {
            node.forEach(this::say);
        }
    }

    private void plain(ObjectNode schema) {
        if (schema.path("oneOf").isArray() && !schema.has("discriminator")) {
            choice(schema);
        }
        if (types(schema) > 1 || kinds(schema.path("enum")) > 1) {
            schema.retain(WORDS);
        }
        if (schema.path("const").isTextual()) {
            String only = schema.remove("const").asText();
            schema.put("type", "string").put("default", only).putArray("enum").add(only);
        }
    }

    private void choice(ObjectNode schema) {
        Set<String> members = references(schema.path("oneOf"));
        boolean named = members.size() == schema.path("oneOf").size();
        List<String> family = families.entrySet().stream()
                .filter(one -> named && one.getValue().containsAll(members))
                .map(Map.Entry::getKey)
                .toList();
        if (!family.isEmpty()) {
            schema.remove("oneOf");
            schema.put("$ref", JoinedSchemas.COMPONENTS + family.get(0));
        } else if (!named) {
            schema.retain(WORDS);
        }
    }

    private static Set<String> references(JsonNode choice) {
        Set<String> names = new TreeSet<>();
        choice.forEach(member -> {
            if (member.has("$ref")) {
                names.add(ClientSchemas.nameOf(member.path("$ref").asText()));
            }
        });
        return names;
    }

    private static int types(ObjectNode schema) {
        List<String> types = new ArrayList<>();
        if (schema.path("type").isArray()) {
            schema.path("type").forEach(type -> types.add(type.asText()));
        }
        types.remove("null");
        return types.size();
    }

    private static long kinds(JsonNode values) {
        return values.valueStream().map(JsonNode::getNodeType).distinct().count();
    }

    /** Only the words of a schema. */
    static ObjectNode anyJson(JsonNode schema) {
        ObjectNode any = Json31.mapper().createObjectNode();
        schema.properties().stream()
                .filter(field -> field.getKey().equals("description"))
                .forEach(field -> any.set(field.getKey(), field.getValue()));
        return any;
    }
}
