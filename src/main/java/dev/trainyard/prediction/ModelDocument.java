package dev.trainyard.prediction;

import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The OpenAPI document of one version, with its real columns, categories and labels: what a typed client is made of. */
record ModelDocument(ServedVersion version, Servable servable) {

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", info());
        document.put("paths", Map.of(path(), Map.of("post", operation())));
        document.put("components", Map.of("schemas", schemas()));
        return document;
    }

    private Map<String, Object> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", version.model());
        info.put("version", Integer.toString(version.version()));
        info.put("description", "Version %d of the model %s.".formatted(version.version(), version.model()));
        return info;
    }

    private String verb() {
        return servable.writesTexts() ? "generate" : "predict";
    }

    private String path() {
        return "/api/v1/models/%s/versions/%d/%s".formatted(version.model(), version.version(), verb());
    }

    private Map<String, Object> operation() {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", verb());
        operation.put(
                "summary", servable.writesTexts() ? "Write a text on" : "Predict for each of the " + servable.field());
        operation.put("requestBody", Map.of("required", true, "content", bodies()));
        operation.put("responses", responses());
        return operation;
    }

    private Map<String, Object> bodies() {
        Map<String, Object> bodies = new LinkedHashMap<>();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("schema", reference("Request"));
        json.put("example", servable.exampleRequest());
        bodies.put("application/json", json);
        if (servable.manifest().encoder() instanceof FeatureEncoder
                || servable.manifest().encoder() instanceof SequenceEncoder) {
            bodies.put("text/csv", Map.of("schema", TEXT));
        }
        if (servable.field().equals("images")) {
            bodies.put("image/*", Map.of("schema", Map.of("type", "string", "format", "binary")));
        }
        return bodies;
    }

    private static Map<String, Object> responses() {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", response("The answer", "application/json", "Response"));
        for (ProblemType type : List.of(
                ProblemType.TOO_LARGE,
                ProblemType.INVALID_PREDICTION_INPUT,
                ProblemType.TOO_MANY_REQUESTS,
                ProblemType.UNAVAILABLE)) {
            responses.put(
                    Integer.toString(type.status()), response(type.title(), "application/problem+json", "Problem"));
        }
        return responses;
    }

    private static Map<String, Object> response(String description, String type, String schema) {
        return Map.of("description", description, "content", Map.of(type, Map.of("schema", reference(schema))));
    }

    private static Map<String, Object> reference(String schema) {
        return Map.of("$ref", "#/components/schemas/" + schema);
    }

    private Map<String, Object> schemas() {
        Map<String, Object> schemas = new LinkedHashMap<>();
        if (servable.writesTexts()) {
            schemas.put("Request", continuation());
            schemas.put("Response", answered("text", TEXT));
        } else {
            Manifest manifest = servable.manifest();
            schemas.put("Example", new ExampleSchema(manifest.unknownCategories()).of(manifest.encoder()));
            schemas.put("Request", request());
            schemas.put("Prediction", AnswerSchema.of(manifest.codec()));
            schemas.put("Response", answered("predictions", array(reference("Prediction"))));
        }
        schemas.put(
                "Warning", object(Map.of("code", TEXT, "column", TEXT, "message", TEXT), List.of("code", "message")));
        schemas.put("Problem", problem());
        return schemas;
    }

    private Map<String, Object> request() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(servable.field(), ExampleSchema.list(reference("Example"), 1, RowLimit.MOST_ROWS));
        if (servable.manifest().codec().ofOne() instanceof TargetCodec.Labels) {
            properties.put("threshold", Map.of("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1));
        }
        return object(properties, List.of(servable.field()));
    }

    private static Map<String, Object> continuation() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("prompt", TEXT);
        properties.put("length", Map.of("type", "integer", "minimum", 1));
        properties.put("temperature", Map.of("type", "number", "minimum", 0));
        properties.put("seed", Map.of("type", "integer"));
        return object(properties, List.of("prompt"));
    }

    private static Map<String, Object> answered(String field, Map<String, Object> schema) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("model", TEXT);
        properties.put("version", Map.of("type", "integer"));
        properties.put(field, schema);
        properties.put("warnings", array(reference("Warning")));
        return object(properties, List.of("model", "version", field));
    }

    private static Map<String, Object> problem() {
        Map<String, Object> finding =
                object(Map.of("pointer", TEXT, "code", TEXT, "message", TEXT), List.of("pointer"));
        Map<String, Object> properties = new LinkedHashMap<>();
        List.of("type", "title", "detail", "instance", "code", "requestId").forEach(name -> properties.put(name, TEXT));
        properties.put("status", Map.of("type", "integer"));
        properties.put("errors", array(finding));
        return object(properties, List.of("title", "status", "detail", "code"));
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }
}
