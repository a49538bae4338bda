package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.node.ObjectNode;

/** Takes the inputs of a node out from among the parameters of its layer, and puts them back. */
final class NodeJson {

    private static final String INPUTS = "inputs";

    private NodeJson() {}

    static final class Reader extends ValueDeserializer<Node> {

        @Override
        public Node deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode written = context.readTree(parser);
            if (!(written instanceof ObjectNode fields)) {
                throw MismatchedInputException.from(
                        parser, Node.class, "a node is an object with a type and its inputs");
            }
            JsonNode inputs = fields.remove(INPUTS);
            Layer layer = context.readTreeAsValue(fields, Layer.class);
            return new Node(layer, inputs == null ? List.of() : names(inputs, parser));
        }

        private static List<String> names(JsonNode inputs, JsonParser parser) {
            if (!inputs.isArray() || !inputs.valueStream().allMatch(JsonNode::isString)) {
                MismatchedInputException wrong =
                        MismatchedInputException.from(parser, List.class, "inputs is a list of names of nodes");
                wrong.prependPath(Node.class, INPUTS);
                throw wrong;
            }
            return inputs.valueStream().map(JsonNode::asString).toList();
        }
    }

    static final class Writer extends ValueSerializer<Node> {

        @Override
        public void serialize(Node node, JsonGenerator generator, SerializationContext context) {
            ObjectNode fields = dev.trainyard.json.Json.mapper().valueToTree(node.layer());
            fields.set(INPUTS, dev.trainyard.json.Json.mapper().valueToTree(node.inputs()));
            generator.writeTree(fields);
        }
    }
}
