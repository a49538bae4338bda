package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers that read each other in any way that is no circle, such as skip connections; the network's input is called
 * {@value #INPUT}.
 *
 * @param outputs the node that the network answers with; there is one
 */
@JsonTypeName("graph")
public record Graph(@Nullable String name, List<Node> nodes, List<String> outputs) implements ModelDefinition {

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
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        Names.check("name", name);
    }
}
