package dev.trainyard.console;

import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests that somebody might send who knows the OpenAPI document and means no good; the same for the same seed. */
final class RandomRequests {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final List<String> WORDS = List.of(
            "",
            "0",
            "-1",
            "1",
            "2147483648",
            "9223372036854775807",
            "1e308",
            "NaN",
            "null",
            "true",
            "latest",
            "default",
            "ready",
            "admissions",
            "ds_none",
            "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE",
            "..",
            "../../etc/passwd",
            "%00",
            "a b",
            "'; drop table job; --",
            "${jndi:ldap://127.0.0.1/x}",
            "<script>",
            "\u0000",
            "\u202e",
            "💥",
            "é",
            "a".repeat(300),
            "{}",
            "[]",
            "\"",
            "\\",
            "+",
            "*",
            "~");
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1",
            "0.5",
            "1e308",
            "-1e-308",
            "9223372036854775808",
            "123456789012345678901234567890",
            "\"\"",
            "\"a\"",
            "\"auto\"",
            "\"NaN\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[1,\"a\",null]",
            "{\"\":0}",
            "{\"type\":\"dense\"}",
            "{\"type\":null}",
            "{\"values\":[[1e999]]}",
            "[0,0,0,0,0,0,0,0]",
            "[-1]",
            "[2147483647]",
            "[1000000,1000000]");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json;charset=utf-16",
            "text/plain",
            "text/csv",
            "application/octet-stream",
            "application/x-ndjson",
            "image/png",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "application/problem+json",
            "nonsense");
    private static final List<String> ACCEPTS = List.of(
            "*/*",
            "*/*",
            "application/json",
            "text/csv",
            "image/png",
            "application/x-ndjson",
            "text/html",
            "nonsense",
            "a/b;q=x");

    private final Random random;
    private final String base;
    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();

    record Operation(String method, String path, JsonNode about) {

        String id() {
            return about.at("/operationId").asString();
        }
    }

    /** @param wanted which operations to call, by their ids */
    RandomRequests(long seed, String base, JsonNode document, Predicate<String> wanted) {
        this.random = new Random(seed);
        this.base = base;
        this.document = document;
        document.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    Operation one = new Operation(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), operation.getValue());
                    if (wanted.test(one.id())) {
                        operations.add(one);
                    }
                }));
    }

    HttpRequest next() {
        Operation operation = one(operations);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path(operation) + query(operation)))
                .timeout(LONGEST);
        byte[] body = body(operation);
        String method = chance(0.03)
                ? one(List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW"))
                : operation.method();
        request.method(
                method,
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body));
        if (body.length > 0 || chance(0.2)) {
            request.header("Content-Type", chance(0.8) ? usualType(operation) : one(TYPES));
        }
        request.header("Accept", one(ACCEPTS));
        header(request, "Idempotency-Key");
        header(request, "If-Match");
        header(request, "X-Request-Id");
        header(request, "X-Request-Timeout");
        header(request, "Content-Encoding");
        header(request, "Last-Event-ID");
        header(request, "Inference-Header-Content-Length");
        header(request, "Range");
        return request.build();
    }

    private void header(HttpRequest.Builder request, String name) {
        if (chance(0.03)) {
            String value = one(WORDS);
            if (value.chars().allMatch(c -> c > ' ' && c < 127)) {
                request.header(name, value);
            }
        }
    }

    private String path(Operation operation) {
        StringBuilder path = new StringBuilder();
        for (String part : operation.path().split("(?=[{])|(?<=[}])")) {
            path.append(part.startsWith("{") ? value(part.substring(1, part.length() - 1), operation) : part);
        }
        return path.toString();
    }

    private String value(String name, Operation operation) {
        String example = "";
        for (JsonNode parameter : operation.about().at("/parameters")) {
            if (parameter.at("/name").asString().equals(name)) {
                example = parameter.at("/example").asString("");
            }
        }
        return encoded(chance(0.6) && !example.isEmpty() ? example : one(WORDS));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String query(Operation operation) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.about().at("/parameters")) {
            String name = parameter.at("/name").asString();
            if (parameter.at("/in").asString().equals("query") && !name.equals("wait") && chance(0.4)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(encoded(name))
                        .append('=')
                        .append(value(name, operation));
            }
        }
        if (chance(0.05)) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(encoded(one(WORDS)))
                    .append('=')
                    .append(encoded(one(WORDS)));
        }
        return query.toString();
    }

    private String usualType(Operation operation) {
        JsonNode content = operation.about().at("/requestBody/content");
        return content.isEmpty() ? "application/json" : one(List.copyOf(content.propertyNames()));
    }

    private byte[] body(Operation operation) {
        if (operation.about().at("/requestBody").isMissingNode() && !chance(0.1)) {
            return new byte[0];
        }
        String text = mutated(example(operation)).toString();
        if (chance(0.05)) {
            return noise();
        }
        if (chance(0.05)) {
            text = text.substring(0, random.nextInt(text.length() + 1));
        }
        if (chance(0.02)) {
            int deep = 1 + random.nextInt(20_000);
            text = "[".repeat(deep) + (chance(0.5) ? "]".repeat(deep) : "");
        }
        if (chance(0.03)) {
            String name = one(WORDS).replaceAll("[\\\\\"\\p{Cntrl}]", "");
            text = text.replaceFirst("\\{", Matcher.quoteReplacement("{\"" + name + "\":" + one(JSON) + ","));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (chance(0.05) && bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(2000)];
        random.nextBytes(bytes);
        if (chance(0.3)) {
            byte[] start = one(List.of("PK\u0003\u0004", "\u0089PNG\r\n", "PAR1", "\u001f\u008b"))
                    .getBytes(StandardCharsets.ISO_8859_1);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(start);
            whole.writeBytes(bytes);
            return whole.toByteArray();
        }
        return bytes;
    }

    private JsonNode example(Operation operation) {
        JsonNode content = operation.about().at("/requestBody/content/application~1json");
        JsonNode named = content.at("/examples");
        if (!named.isEmpty()) {
            JsonNode first = one(List.copyOf(named.values())).at("/value");
            return first.isString() ? parsed(first.asString()) : first.deepCopy();
        }
        return content.has("example") ? content.get("example").deepCopy() : made(content.at("/schema"), 5);
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (RuntimeException e) {
            return Json.mapper().createObjectNode();
        }
    }

    /** Something of the form that a schema asks for, or nearly. */
    private JsonNode made(JsonNode schema, int depth) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            return made(document.at(reference.substring(1)), depth);
        }
        if (schema.has("example") && chance(0.7)) {
            return schema.get("example").deepCopy();
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (!schema.path(choice).isEmpty() && depth > 0) {
                return made(one(List.copyOf(schema.path(choice).values())), depth - 1);
            }
        }
        if (schema.has("enum")) {
            return one(List.copyOf(schema.path("enum").values())).deepCopy();
        }
        if (schema.has("properties") && depth > 0) {
            ObjectNode object = Json.mapper().createObjectNode();
            schema.path("properties").properties().forEach(field -> {
                if (chance(0.5)) {
                    object.set(field.getKey(), made(field.getValue(), depth - 1));
                }
            });
            return object;
        }
        if (schema.has("items") && depth > 0) {
            ArrayNode array = Json.mapper().createArrayNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(made(schema.get("items"), depth - 1));
            }
            return array;
        }
        return nasty();
    }

    private JsonNode nasty() {
        return parsed(one(JSON));
    }

    /** Changes a few places, mostly. */
    private JsonNode mutated(JsonNode node) {
        JsonNode changed = node;
        for (int i = chance(0.1) ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            changed = changedOnce(changed, 6);
        }
        return changed;
    }

    private JsonNode changedOnce(JsonNode node, int depth) {
        if (depth == 0 || node.isEmpty() || chance(0.15)) {
            return nasty();
        }
        if (node instanceof ObjectNode object) {
            String name = one(List.copyOf(object.propertyNames()));
            JsonNode child = object.get(name);
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(one(WORDS), child.deepCopy());
                default -> object.set(name, changedOnce(child, depth - 1));
            }
            return object;
        }
        ArrayNode array = (ArrayNode) node;
        int at = random.nextInt(array.size());
        switch (random.nextInt(6)) {
            case 0 -> array.remove(at);
            case 1 -> array.add(array.get(at).deepCopy());
            default -> array.set(at, changedOnce(array.get(at), depth - 1));
        }
        return array;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
