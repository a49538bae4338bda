package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The features of a job as several inputs of its graph share them out. */
final class Inputs {

    private static final String INPUTS = "/definition/inputs";

    private Inputs() {}

    /** Names of columns, and where in the request each is named. */
    record Asked(List<String> names, List<String> at) {

        static Asked in(List<String> names, String pointer) {
            List<String> at = new ArrayList<>();
            names.forEach(name -> at.add(pointer + "/" + at.size()));
            return new Asked(names, at);
        }
    }

    /** The features a job names, in the order in which an example has them; null where it names none. */
    static @Nullable Asked features(Given given, Remarks remarks) {
        List<String> own = given.spec().features();
        if (!(given.definition() instanceof Graph graph) || graph.inputs().isEmpty()) {
            return own == null ? null : Asked.in(own, "/features");
        }
        Asked shared = shared(graph);
        if (own != null && !new HashSet<>(own).equals(new HashSet<>(shared.names()))) {
            remarks.violation(
                    "/features",
                    "inputs_mismatch",
                    "features names %s, and the inputs of the graph share out %s: leave features out"
                            .formatted(String.join(", ", own), String.join(", ", shared.names())),
                    Suggestion.remove("/features"));
        }
        return shared;
    }

    private static Asked shared(Graph graph) {
        List<String> names = new ArrayList<>();
        List<String> at = new ArrayList<>();
        for (int input = 0; input < graph.inputs().size(); input++) {
            Asked own = Asked.in(graph.inputs().get(input).features(), "%s/%d/features".formatted(INPUTS, input));
            names.addAll(own.names());
            at.addAll(own.at());
        }
        return new Asked(names, at);
    }

    /** The definition whose inputs know how many numbers each has. */
    static ModelDefinition settled(ModelDefinition definition, Columns columns, ToIntFunction<Column> width) {
        if (!(definition instanceof Graph graph)) {
            return definition;
        }
        List<Graph.Input> inputs = graph.inputs().stream()
                .map(input -> settled(
                        input,
                        columns.features().stream()
                                .filter(column -> input.features().contains(column.name()))
                                .mapToInt(width)
                                .sum()))
                .toList();
        return new Graph(graph.name(), inputs, graph.nodes(), graph.outputs());
    }

    private static Graph.Input settled(Graph.Input input, int width) {
        if (input.width() != null && input.width() != width) {
            throw new Problem(
                    ProblemType.INVALID_JOB,
                    "input '%s' has width %d, and its features become %d numbers; leave width out"
                            .formatted(input.name(), input.width(), width));
        }
        return input.of(width);
    }

    /** @throws Problem {@code not_available} where there are several inputs and no columns to share out */
    static void refuseOthers(ModelDefinition settled, JobSpec spec) {
        boolean several = settled instanceof Graph graph && !graph.inputs().isEmpty();
        if (several && ((Graph) settled).inputs().stream().anyMatch(input -> input.width() == null)) {
            throw Problem.notAvailable(
                    INPUTS + ": inputs share the columns of rows and sequences out; a picture or a text is one input");
        }
        if (several && !spec.preprocessing().derived().isEmpty()) {
            throw Problem.notAvailable(
                    "/preprocessing/derived: derived features beside several inputs of a graph are not built yet");
        }
    }
}
