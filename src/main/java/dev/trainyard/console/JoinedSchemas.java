package dev.trainyard.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import java.util.ArrayList;
import java.util.List;

/** Members of a family that no field tells apart, as one schema with all their fields: each answer has some of them. */
final class JoinedSchemas {

    static final String COMPONENTS = "#/components/schemas/";
    private static final String BY_VERSION = "WithVersion";

    private JoinedSchemas() {}

    /** A family of components; those of its members that are also answered by themselves stand without it. */
    static void join(String family, ObjectNode schemas) {
        List<ObjectNode> members = new ArrayList<>();
        List.copyOf(new ArrayList<>(schemas.properties())).forEach(named -> {
            JsonNode parts = named.getValue().path("allOf");
            if (parts.path(0).path("$ref").asText().equals(COMPONENTS + family)) {
                members.add((ObjectNode) parts.get(1));
                schemas.set(named.getKey(), parts.get(1).deepCopy());
            }
        });
        if (!members.isEmpty() && schemas.get(family) instanceof ObjectNode joined) {
            joined.remove("oneOf");
            joinInto(joined, members);
        }
    }

    /** What one operation may answer, under the name of that. */
    static void joinAnswers(ObjectNode tree, ObjectNode schemas) {
        tree.path("paths")
                .forEach(path ->
                        path.forEach(operation -> operation.path("responses").forEach(response -> {
                            JsonNode body = response.at("/content/application~1json");
                            if (body.at("/schema/oneOf").size() > 1) {
                                String name =
                                        nameOf(operation.path("operationId").asText());
                                schemas.set(name, joined(body.at("/schema/oneOf"), schemas));
                                ((ObjectNode) body).putObject("schema").put("$ref", COMPONENTS + name);
                            }
                        })));
    }

    private static String nameOf(String operation) {
        String name = operation.replace(BY_VERSION, "");
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Answer";
    }

    private static ObjectNode joined(JsonNode choice, ObjectNode schemas) {
        List<ObjectNode> members = new ArrayList<>();
        choice.forEach(member -> members.add((ObjectNode)
                schemas.get(ClientSchemas.nameOf(member.path("$ref").asText()))));
        ObjectNode joined = Json31.mapper().createObjectNode();
        joinInto(joined, members);
        return joined;
    }

    private static void joinInto(ObjectNode joined, List<ObjectNode> members) {
        joined.put("type", "object");
        ObjectNode fields = joined.withObject("/properties");
        members.forEach(member -> member.path("properties").properties().forEach(field -> {
            JsonNode there = fields.get(field.getKey());
            boolean same = there == null || shape(there).equals(shape(field.getValue()));
            JsonNode said = same ? field.getValue().deepCopy() : PlainSchemas.anyJson(field.getValue());
            fields.set(field.getKey(), said);
        }));
    }

    private static JsonNode shape(JsonNode schema) {
        return schema instanceof ObjectNode object
                ? object.deepCopy().without(List.of("example", "description"))
                : schema;
    }
}
