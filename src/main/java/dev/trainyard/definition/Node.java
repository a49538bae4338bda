package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A layer in a graph, written as the layer with {@code inputs} beside its parameters.
 *
 * @param inputs the nodes that it reads, {@link Graph#INPUT} among them where it reads the network's input
 */
@JsonDeserialize(using = NodeJson.Reader.class)
@JsonSerialize(using = NodeJson.Writer.class)
public record Node(Layer layer, List<String> inputs) {

    static final int MOST_INPUTS = 100;

    public Node {
        inputs = List.copyOf(inputs);
        if (inputs.size() > MOST_INPUTS) {
            throw new IllegalArgumentException(
                    "inputs has %d; a node reads at most %d".formatted(inputs.size(), MOST_INPUTS));
        }
    }
}
