package dev.trainyard.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives objects within objects names of their own, after where they are. */
final class NamedSchemas {

    private NamedSchemas() {}

    static void name(ObjectNode tree, ObjectNode schemas) {
        for (Map.Entry<String, JsonNode> schema : List.copyOf(new ArrayList<>(schemas.properties()))) {
            schema.getValue().path("properties").properties().forEach(field -> {
                String name = schema.getKey() + capital(field.getKey());
                lift(field.getValue(), name, schemas);
                if (field.getValue().path("items") instanceof ObjectNode items) {
                    lift(items, name.replaceFirst("s$", ""), schemas);
                }
            });
        }
        tree.path("paths")
                .findParents("multipart/form-data")
                .forEach(content -> tellParts((ObjectNode) content.path("multipart/form-data"), schemas));
    }

    /** The parts of a form in words, for which generators make no types where other bodies are taken too. */
    private static void tellParts(ObjectNode form, ObjectNode schemas) {
        JsonNode parts = schemas.path(
                        ClientSchemas.nameOf(form.at("/schema/$ref").asText()))
                .path("properties");
        List<String> words = new ArrayList<>();
        parts.properties()
                .forEach(part -> words.add("`%s`: %s"
                        .formatted(
                                part.getKey(),
                                part.getValue().path("description").asText())));
        if (!words.isEmpty()) {
            form.putObject("schema").put("type", "object").put("description", String.join(" ", words));
        }
    }

    private static void lift(JsonNode schema, String name, ObjectNode schemas) {
        if (schema instanceof ObjectNode object && object.path("properties").size() > 0 && !schemas.has(name)) {
            schemas.set(name, object.deepCopy());
            object.removeAll();
            object.put("$ref", JoinedSchemas.COMPONENTS + name);
        }
    }

    private static String capital(String field) {
        return Character.toUpperCase(field.charAt(0)) + field.substring(1);
    }
}
