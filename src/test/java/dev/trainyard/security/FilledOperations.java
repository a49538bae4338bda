package dev.trainyard.security;

import dev.trainyard.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every operation of the OpenAPI document, with the ids of somebody's things wherever it takes one. */
final class FilledOperations {

    private static final Pattern PARAMETER = Pattern.compile("([a-z0-9-]+)/\\{[^}]+}");
    private static final Pattern ID = Pattern.compile("(ds|def|job|up|whk|dlv|key)_[A-Za-z0-9]+");

    /** Where the document does not say what a sensible body has, by how the path ends. */
    private static final Map<String, String> BODIES = Map.of(
            "/promotion", "{\"promoteIf\":\"test/accuracy >= champion\"}",
            "/aliases/{alias}", "{\"version\":1}",
            "/evaluate", "{\"datasetId\":\"ds_1\"}",
            "/batch-predictions", "{\"datasetId\":\"ds_1\"}",
            "/keras", "{\"inputShape\":[4],\"classes\":2}",
            "/jobs/{id}", "{\"priority\":1}");

    private final JsonNode document;
    private final Map<String, String> things;

    /** @param things by what stands before them in a path, such as {@code jobs} */
    FilledOperations(JsonNode document, Map<String, String> things) {
        this.document = document;
        this.things = things;
    }

    /**
     * An operation.
     *
     * @param template its path in the document
     * @param path its path, filled
     * @param accept what it may answer
     * @param type of its body
     */
    record Operation(
            String method,
            String template,
            String path,
            String accept,
            @Nullable String type,
            @Nullable String body) {

        boolean hasParameters() {
            return template.contains("{");
        }

        boolean reads() {
            return method.equals("GET");
        }

        String name() {
            return method + " " + template;
        }

        /** The same of something else. */
        Operation with(UnaryOperator<String> other) {
            return new Operation(
                    method, template, other.apply(path), accept, type, body == null ? null : other.apply(body));
        }
    }

    /** @throws IllegalStateException for a parameter of which nobody has said what it stands for */
    List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    JsonNode about = entry.getValue();
                    for (String accept : answers(about)) {
                        all.add(operation(entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), accept, about));
                    }
                }));
        all.sort(Comparator.comparing(Operation::hasParameters)); // lists, before anything is in the audit
        return all;
    }

    private Operation operation(String method, String template, String accept, JsonNode about) {
        Map<String, JsonNode> bodies = new TreeMap<>();
        about.at("/requestBody/content").properties().forEach(body -> bodies.put(body.getKey(), body.getValue()));
        JsonNode json = bodies.get("application/json");
        String type = json != null || bodies.isEmpty()
                ? "application/json"
                : bodies.keySet().iterator().next();
        String body = json != null ? written(template, json) : bodies.isEmpty() ? null : "a,b\n1,2\n";
        return new Operation(method, template, filled(template), accept + ", */*;q=0.1", type, body);
    }

    /** Every kind of answer, since streams and downloads may go other ways. */
    private static List<String> answers(JsonNode about) {
        List<String> kinds = new ArrayList<>();
        about.at("/responses").properties().forEach(answer -> {
            if (answer.getKey().startsWith("2")) {
                answer.getValue().at("/content").properties().forEach(content -> kinds.add(content.getKey()));
            }
        });
        return kinds.isEmpty() ? List.of("*/*") : kinds.stream().distinct().toList();
    }

    private String filled(String template) {
        Matcher parameters = PARAMETER.matcher(template);
        String path = parameters.replaceAll(found -> {
            String thing = things.get(found.group(1));
            if (thing == null) {
                throw new IllegalStateException(
                        "the matrix does not know what follows '%s' in %s".formatted(found.group(1), template));
            }
            return found.group(1) + "/" + thing;
        });
        if (path.contains("{")) {
            throw new IllegalStateException("the matrix cannot fill " + template);
        }
        return path;
    }

    private String written(String template, JsonNode content) {
        return BODIES.entrySet().stream()
                .filter(body -> template.endsWith(body.getKey()))
                .map(body -> mine(body.getValue()))
                .findFirst()
                .orElseGet(() -> written(content));
    }

    private String written(JsonNode content) {
        Optional<JsonNode> example = content.at("/examples").properties().stream()
                .map(one -> one.getValue().at("/value"))
                .findFirst();
        JsonNode value = !content.at("/example").isMissingNode()
                ? content.at("/example")
                : example.orElseGet(() -> value(content.at("/schema"), 0));
        String text = value.isString() ? value.asString() : Json.mapper().writeValueAsString(value);
        return mine(text);
    }

    private String mine(String body) {
        return ID.matcher(body).replaceAll(found -> thingOf(found.group(1)));
    }

    private String thingOf(String prefix) {
        return things.values().stream()
                .filter(thing -> thing.startsWith(prefix + "_"))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode value(JsonNode schema, int depth) {
        if (!schema.at("/$ref").isMissingNode()) {
            return value(document.at(schema.at("/$ref").asString().substring(1)), depth + 1);
        }
        if (!schema.at("/example").isMissingNode()) {
            return schema.at("/example");
        }
        for (String of : List.of("oneOf", "anyOf", "allOf", "enum")) {
            if (schema.at("/" + of).size() > 0) {
                JsonNode first = schema.at("/" + of).get(0);
                return of.equals("enum") ? first : value(first, depth + 1);
            }
        }
        return plain(schema, depth);
    }

    private JsonNode plain(JsonNode schema, int depth) {
        String type = schema.at("/type").isArray()
                ? schema.at("/type").get(0).asString()
                : schema.at("/type").asString();
        return switch (type) {
            case "integer", "number" ->
                Json.mapper().valueToTree(Math.max(1, schema.at("/minimum").asInt(1)));
            case "boolean" -> Json.mapper().valueToTree(true);
            case "string" -> Json.mapper().valueToTree("a");
            case "array" -> {
                ArrayNode array = Json.mapper().createArrayNode();
                if (depth < 6) {
                    array.add(value(schema.at("/items"), depth + 1));
                }
                yield array;
            }
            default -> object(schema, depth);
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.mapper().createObjectNode();
        schema.at("/required").forEach(field -> {
            if (depth < 6) {
                object.set(field.asString(), value(schema.at("/properties/" + field.asString()), depth + 1));
            }
        });
        return object;
    }
}
