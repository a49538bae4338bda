package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers that read each other in any way that is no circle, such as skip connections; the network's input is called
 * {@value #INPUT}.
 *
 * @param outputs the nodes that the network answers with, each for a target of its own where there are several
 */
@JsonTypeName("graph")
public record Graph(@Nullable String name, List<Node> nodes, List<String> outputs) implements ModelDefinition {

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
        if (outputs != null && outputs.size() > MOST_OUTPUTS) {
            throw new IllegalArgumentException(
                    "outputs has %d; a graph has at most %d".formatted(outputs.size(), MOST_OUTPUTS));
        }
        outputs = outputs == null ? List.of() : List.copyOf(outputs);
        Names.check("name", name);
    }
}
