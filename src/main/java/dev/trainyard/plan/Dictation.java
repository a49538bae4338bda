package dev.trainyard.plan;

import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph that reads the text it writes, by an input of its own: while it learns, the right text one token late (teacher
 * forcing, Williams and Zipser 1989), and when it is asked, what it has written so far.
 *
 * @param source the name of the input that reads what the text is written of
 * @param decoder the name of the input that reads the text
 */
record Dictation(String source, String decoder) {

    private static final String INPUTS = "/definition/inputs";

    /**
     * What the inputs of a job's graph say; nothing where there are none, and all is written at once.
     *
     * @param read the column that the text is written of, null for pictures
     * @param written the column of the text
     */
    static Optional<Dictation> of(Given given, @Nullable String read, String written, Remarks remarks) {
        if (!(given.definition() instanceof Graph graph) || graph.inputs().isEmpty()) {
            return Optional.empty();
        }
        List<Graph.Input> decoders = graph.inputs().stream()
                .filter(input -> input.features().equals(List.of(written)))
                .toList();
        if (graph.inputs().size() != 2 || decoders.size() != 1) {
            String pointer = INPUTS + "/1/features";
            remarks.violation(
                    graph.inputs().size() == 2 ? pointer : INPUTS,
                    "inputs_mismatch",
                    "a graph that reads what it writes has two inputs, one for %s and one with the features [\"%s\"] for the text written so far; it has %d, of which %d are for the text"
                            .formatted(
                                    read == null ? "the picture" : "'%s'".formatted(read),
                                    written,
                                    graph.inputs().size(),
                                    decoders.size()));
            return Optional.empty();
        }
        int place = graph.inputs().indexOf(decoders.get(0)) == 0 ? 1 : 0;
        Graph.Input source = graph.inputs().get(place);
        checkSource(source, "%s/%d/features".formatted(INPUTS, place), read, remarks);
        return Optional.of(new Dictation(source.name(), decoders.get(0).name()));
    }

    private static void checkSource(Graph.Input source, String pointer, @Nullable String read, Remarks remarks) {
        boolean fits = source.features().isEmpty()
                || (read != null && source.features().equals(List.of(read)));
        if (!fits) {
            remarks.violation(
                    pointer,
                    "inputs_mismatch",
                    "input '%s' names %s, and what is read is %s: leave its features out"
                            .formatted(
                                    source.name(),
                                    String.join(", ", source.features()),
                                    read == null ? "a picture" : "'%s'".formatted(read)),
                    Suggestion.remove(pointer));
        }
    }

    /** The shape of an example: what is read, and behind it what is written. */
    Shape input(Shape read, TextForm writes) {
        return Shape.of(Math.toIntExact(read.size()) + writes.length());
    }

    /** The definition whose inputs know what they read, the text being the last. */
    ModelDefinition settled(ModelDefinition definition, Shape read, TextForm writes) {
        Graph graph = (Graph) definition;
        return new Graph(
                graph.name(),
                List.of(
                        read.rank() == 1
                                ? named(graph, source).of(read.last())
                                : named(graph, source).of(read),
                        named(graph, decoder).of(writes.length())),
                graph.nodes(),
                graph.outputs());
    }

    private static Graph.Input named(Graph graph, String name) {
        return graph.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** No step may be answered by what is written after it: that is what is to be told. */
    void check(ShapeInference network, Remarks remarks) {
        LookingAhead.refuse(network, Set.of(decoder), "the whole text, which is", remarks);
    }
}
