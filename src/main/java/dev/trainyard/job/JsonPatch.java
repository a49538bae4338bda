package dev.trainyard.job;

import dev.trainyard.json.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Applies remedies: the operations {@code add}, {@code replace} and {@code remove} of JSON Patch (RFC 6902). A
 * {@code replace} of what was left to its default adds it.
 */
final class JsonPatch {

    private JsonPatch() {}

    static JsonNode apply(JsonNode document, List<Map<String, Object>> operations) {
        JsonNode patched = document.deepCopy();
        operations.forEach(operation -> apply(patched, operation));
        return patched;
    }

    private static void apply(JsonNode document, Map<String, Object> operation) {
        JsonPointer path = JsonPointer.compile(String.valueOf(operation.get("path")));
        JsonNode parent = document.at(path.head());
        String name = path.last().getMatchingProperty();
        JsonNode value = Json.mapper().valueToTree(operation.get("value"));
        switch (String.valueOf(operation.get("op"))) {
            case "add", "replace" -> put(parent, name, value, "add".equals(operation.get("op")));
            case "remove" -> remove(parent, name);
            default -> throw new IllegalArgumentException("remedies add, replace or remove; this one is " + operation);
        }
    }

    private static void put(JsonNode parent, String name, JsonNode value, boolean insert) {
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else if (parent instanceof ArrayNode array && name.equals("-")) {
            array.add(value);
        } else if (parent instanceof ArrayNode array && insert) {
            array.insert(Integer.parseInt(name), value);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        } else {
            throw new IllegalArgumentException("there is nothing that %s could be put into".formatted(name));
        }
    }

    private static void remove(JsonNode parent, String name) {
        if (parent instanceof ObjectNode object) {
            object.remove(name);
        } else if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(name));
        }
    }
}
