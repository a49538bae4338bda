package dev.trainyard.definition;

import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.Concatenate;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Reshape;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What makes shapes meet that do not: a layer between, or another way to join. */
final class Bridge {

    private Bridge() {}

    /** Whether a layer reads no input of such a shape, and nothing has been suggested yet. */
    static boolean isMissing(Violation violation) {
        return violation.code().equals("shape_mismatch")
                && violation.pointer().isEmpty()
                && violation.suggestion() == null;
    }

    /** A layer after which another one fits. */
    static Optional<Layer> before(Layer layer, Shape input, Position position) {
        return candidates(input)
                .filter(candidate -> candidate.fit(input, inside(position)) instanceof Fit.Fits fits
                        && layer.fit(fits.output(), position) instanceof Fit.Fits)
                .findFirst();
    }

    private static Position inside(Position position) {
        return new Position(position.name(), false, position.output(), true);
    }

    private static Stream<Layer> candidates(Shape input) {
        List<Integer> sides = input.dimensions();
        return switch (input.rank()) {
            case 1 -> Stream.of(picture(sides.get(0)), new Reshape(null, List.of(sides.get(0), 1)));
            case 2 -> Stream.of(new Reshape(null, List.of(sides.get(0), sides.get(1), 1)), new Flatten());
            case 3 -> Stream.of(new Reshape(null, List.of(sides.get(0), sides.get(1) * sides.get(2))), new Flatten());
            default -> Stream.of(new Flatten());
        };
    }

    /** A row of numbers as a square, where it is one, else as a picture of one column. */
    private static Layer picture(int numbers) {
        int side = (int) Math.sqrt(numbers);
        return side * side == numbers
                ? new Reshape(null, List.of(side, side, 1))
                : new Reshape(null, List.of(numbers, 1, 1));
    }

    /** As it is written in a definition, without what is left to its default. */
    static JsonNode written(Layer layer) {
        ObjectNode fields = Json.mapper().valueToTree(layer);
        fields.properties().stream()
                .filter(field -> field.getValue().isNull())
                .map(field -> field.getKey())
                .toList()
                .forEach(fields::remove);
        return fields;
    }

    /** All nodes, with one more between a node and what it reads. */
    static Suggestion between(List<Node> nodes, int index, Layer layer, String reader) {
        String name = reader.substring(0, Math.min(50, reader.length())) + "_input";
        ObjectNode between = (ObjectNode) written(layer);
        between.put("name", name);
        between.set("inputs", Json.mapper().valueToTree(nodes.get(index).inputs()));
        List<JsonNode> all = new ArrayList<>();
        for (Node node : nodes) {
            all.add(written(node));
        }
        ((ObjectNode) all.get(index)).set("inputs", Json.mapper().valueToTree(List.of(name)));
        all.add(between);
        return Suggestion.replace("/nodes", all);
    }

    private static JsonNode written(Node node) {
        ObjectNode fields = (ObjectNode) written(node.layer());
        fields.set("inputs", Json.mapper().valueToTree(node.inputs()));
        return fields;
    }

    /**
     * What becomes of a node that cannot join its inputs: it puts them behind each other, does without one of several, or
     * hands the first on.
     *
     * @param place of the input that differs
     */
    static Suggestion joining(Node node, int index, int place, List<Shape> inputs, Position position) {
        String pointer = "/nodes/" + index;
        boolean joins =
                !(node.layer() instanceof Concatenate) && new Concatenate().fit(inputs, position) instanceof Fit.Fits;
        if (joins) {
            return Suggestion.replace(pointer + "/type", "concatenate");
        }
        if (inputs.size() > 2) {
            return Suggestion.remove("%s/inputs/%d".formatted(pointer, place));
        }
        Layer through = new Activation(position.name(), ActivationFunction.LINEAR);
        return Suggestion.replace(
                pointer, written(new Node(through, node.inputs().subList(0, 1))));
    }
}
