package dev.trainyard.plan;

import dev.trainyard.dataset.Column;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.problem.Problem;
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
        checkNamed(graph, remarks);
        List<String> derived = names(given.spec().preprocessing().derived());
        checkDerived(graph, derived, remarks);
        Asked shared = shared(graph, derived);
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

    private static void checkNamed(Graph graph, Remarks remarks) {
        for (int i = 0; i < graph.inputs().size(); i++) {
            if (graph.inputs().get(i).features().isEmpty()) {
                remarks.violation(
                        "%s/%d/features".formatted(INPUTS, i),
                        "no_features",
                        "input '%s' names no features; several inputs share the columns out"
                                .formatted(graph.inputs().get(i).name()));
            }
        }
    }

    private static List<String> names(List<Expression> derived) {
        return derived.stream().map(Expression::text).toList();
    }

    /** Derived features stand behind all columns of an example, and so they do in its inputs. */
    private static void checkDerived(Graph graph, List<String> derived, Remarks remarks) {
        List<String> all = graph.inputs().stream()
                .flatMap(input -> input.features().stream())
                .toList();
        boolean behind = derived.size() <= all.size()
                && all.subList(all.size() - derived.size(), all.size()).equals(derived)
                && all.subList(0, all.size() - derived.size()).stream().noneMatch(derived::contains);
        if (!behind) {
            remarks.violation(
                    INPUTS,
                    "inputs_mismatch",
                    "features are derived, and stand behind all columns: the inputs share out %s, and their last names have to be %s"
                            .formatted(String.join(", ", all), String.join(", ", derived)));
        }
    }

    private static Asked shared(Graph graph, List<String> derived) {
        List<String> names = new ArrayList<>();
        List<String> at = new ArrayList<>();
        for (int input = 0; input < graph.inputs().size(); input++) {
            Asked own = Asked.in(graph.inputs().get(input).features(), "%s/%d/features".formatted(INPUTS, input));
            for (int i = 0; i < own.names().size(); i++) {
                if (!derived.contains(own.names().get(i))) {
                    names.add(own.names().get(i));
                    at.add(own.at().get(i));
                }
            }
        }
        return new Asked(names, at);
    }

    /** The definition whose inputs know how many numbers each has. */
    static ModelDefinition settled(
            ModelDefinition definition, Columns columns, List<Expression> derived, ToIntFunction<Column> width) {
        if (!(definition instanceof Graph graph)) {
            return definition;
        }
        List<Graph.Input> inputs = graph.inputs().stream()
                .map(input -> input.of(columns.features().stream()
                                .filter(column -> input.features().contains(column.name()))
                                .mapToInt(width)
                                .sum()
                        + (int) names(derived).stream()
                                .filter(input.features()::contains)
                                .count()))
                .toList();
        return new Graph(graph.name(), inputs, graph.nodes(), graph.outputs());
    }

    /** Says where the request gives an input another size than it has. */
    static void checkGiven(ModelDefinition given, ModelDefinition settled, Remarks remarks) {
        if (!(given instanceof Graph asked) || !(settled instanceof Graph known)) {
            return;
        }
        for (int i = 0; i < asked.inputs().size(); i++) {
            Graph.Input input = asked.inputs().get(i);
            String pointer = "%s/%d/".formatted(INPUTS, i);
            known.inputs().stream()
                    .filter(other -> other.name().equals(input.name()))
                    .findFirst()
                    .ifPresent(other -> {
                        checkGiven(input, "width", input.width(), other.width(), pointer, remarks);
                        checkGiven(input, "shape", input.shape(), other.shape(), pointer, remarks);
                    });
        }
    }

    private static void checkGiven(
            Graph.Input input,
            String field,
            @Nullable Object asked,
            @Nullable Object known,
            String pointer,
            Remarks remarks) {
        if (asked != null && !asked.equals(known)) {
            remarks.violation(
                    pointer + field,
                    "shape_mismatch",
                    known == null
                            ? "input '%s' is no picture, so it has a width and no shape".formatted(input.name())
                            : "input '%s' has the %s %s, and what it reads becomes %s; leave it out"
                                    .formatted(input.name(), field, asked, known),
                    Suggestion.remove(pointer + field));
        }
    }

    /** @throws Problem {@code not_available} where there are several inputs and no columns to share out */
    static void refuseOthers(ModelDefinition settled) {
        boolean several = settled instanceof Graph graph && !graph.inputs().isEmpty();
        if (several && ((Graph) settled).inputs().stream().anyMatch(input -> input.width() == null)) {
            throw Problem.notAvailable(
                    INPUTS
                            + ": inputs share the columns of rows and sequences out; a picture or a text is one input, unless a text is written of it");
        }
    }
}
