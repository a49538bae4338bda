package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Layers that read each other in any way that is no circle, such as skip connections; the network's input is called
 * {@value #INPUT} where {@code inputs} does not name several, which share the features out.
 *
 * @param outputs the nodes that the network answers with, each for a target of its own where there are several
 */
@JsonTypeName("graph")
public record Graph(
        @Nullable String name,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Input> inputs,
        List<Node> nodes,
        List<String> outputs)
        implements ModelDefinition {

    public Graph(@Nullable String name, List<Node> nodes, List<String> outputs) {
        this(name, List.of(), nodes, outputs);
    }

    /**
     * One of several inputs, which share the features out.
     *
     * @param features the columns it reads; none where it reads the picture, or the text that a text is written of
     * @param width how many numbers they become, null as long as the data are not known
     * @param shape of an example of it where that is not a row or a step of a sequence, else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Input(
            String name,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> features,
            @Nullable Integer width,
            @Nullable Shape shape) {

        public Input {
            if (name == null || !name.matches(LayerNames.FORM)) {
                throw new IllegalArgumentException(
                        "'%s' is no name of an input: up to 63 letters, digits, dots, dashes and underscores"
                                .formatted(name));
            }
            features = features == null ? List.of() : List.copyOf(features);
        }

        /** The same where it is known how many numbers the features become. */
        public Input of(int known) {
            return new Input(name, features, known, null);
        }

        /** The same where it is known what an example of it looks like. */
        public Input of(Shape known) {
            return new Input(name, features, Math.toIntExact(known.size()), known);
        }
    }

    /** What the nodes can read besides each other. */
    public List<String> inputNames() {
        return inputs.isEmpty()
                ? List.of(INPUT)
                : inputs.stream().map(Input::name).toList();
    }

    /** The shapes of the inputs, of an example of that shape. */
    public List<Shape> inputShapes(Shape example) {
        return inputs.isEmpty()
                ? List.of(example)
                : inputs.stream()
                        .map(input -> input.width() == null ? example : shapeOf(input, example))
                        .toList();
    }

    private static Shape shapeOf(Input input, Shape example) {
        return input.shape() != null ? input.shape() : example.withLast(Objects.requireNonNull(input.width()));
    }

    static final int MOST_OUTPUTS = 100;

    public static final String INPUT = "input";

    public Graph {
        if (nodes == null || nodes.isEmpty()) {
            throw new IllegalArgumentException("nodes is empty; a graph has at least one");
        }
        if (nodes.size() > Sequential.MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "nodes has %d; a model has at most %d".formatted(nodes.size(), Sequential.MOST_LAYERS));
        }
        nodes = List.copyOf(nodes);
        inputs = inputs == null ? List.of() : List.copyOf(inputs);
        if (inputs.size() > MOST_OUTPUTS) {
            throw new IllegalArgumentException(
                    "inputs has %d; a graph has at most %d".formatted(inputs.size(), MOST_OUTPUTS));
        }
        if (outputs != null && outputs.size() > MOST_OUTPUTS) {
            throw new IllegalArgumentException(
                    "outputs has %d; a graph has at most %d".formatted(outputs.size(), MOST_OUTPUTS));
        }
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        Names.check("name", name);
    }
}
