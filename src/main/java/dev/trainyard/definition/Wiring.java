package dev.trainyard.definition;

import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who reads whom in a graph.
 *
 * @param names of the nodes, in the order of the definition
 * @param order the nodes' places, each behind those that it reads; empty where something is wrong
 * @param violations what is wrong; the pointers are relative to the definition
 */
record Wiring(List<String> names, List<Integer> order, List<Violation> violations) {

    static Wiring of(Graph graph) {
        List<String> names = new ArrayList<>();
        for (Node node : graph.nodes()) {
            String own = node.layer().name();
            names.add(own == null ? ByTypeName.nameOf(node.layer().getClass()) + "_" + names.size() : own);
        }
        Check check = new Check(graph, names);
        return new Wiring(names, check.violations.isEmpty() ? check.order() : List.of(), check.violations);
    }

    /** Goes through a graph. */
    private static final class Check {

        private final Graph graph;
        private final List<String> names;
        private final List<String> starts;
        private final List<Violation> violations = new ArrayList<>();

        Check(Graph graph, List<String> names) {
            this.graph = graph;
            this.names = names;
            this.starts = graph.inputNames();
            violations.addAll(LayerNames.misfits(
                    "nodes",
                    graph.nodes().stream().map(node -> node.layer().name()).collect(Collectors.toList()),
                    names));
            checkNames();
            checkStarts();
            checkInputs();
            checkOutputs();
            if (violations.isEmpty() && order().size() < names.size()) {
                refuseCycle();
            }
            if (violations.isEmpty()) {
                checkDangling();
            }
        }

        private void checkNames() {
            for (String input : starts) {
                int reserved = names.indexOf(input);
                if (reserved >= 0) {
                    violations.add(new Violation(
                            "/nodes/%d/name".formatted(reserved),
                            "reserved_name",
                            "'%s' is the network's input; give the node another name".formatted(input)));
                }
            }
        }

        private void checkStarts() {
            for (int place = 0; place < starts.size(); place++) {
                String start = starts.get(place);
                boolean read =
                        graph.nodes().stream().anyMatch(node -> node.inputs().contains(start));
                if (starts.indexOf(start) < place) {
                    violations.add(new Violation(
                            "/inputs/%d/name".formatted(place),
                            "duplicate_name",
                            "two inputs are called '%s'".formatted(start)));
                } else if (!read && !graph.inputs().isEmpty()) {
                    String pointer = "/inputs/" + place;
                    violations.add(new Violation(
                            pointer,
                            "unread_input",
                            "no node reads the input '%s'; let one read it, or leave it out".formatted(start),
                            Suggestion.remove(pointer)));
                }
            }
        }

        private void checkInputs() {
            for (int index = 0; index < names.size(); index++) {
                List<String> inputs = inputs(index);
                String pointer = "/nodes/%d/inputs".formatted(index);
                if (inputs.isEmpty()) {
                    String before = index == 0 ? starts.get(0) : names.get(index - 1);
                    violations.add(new Violation(
                            pointer,
                            "no_inputs",
                            "'%s' says not what it reads: name nodes, or '%s' for the network's input"
                                    .formatted(names.get(index), starts.get(0)),
                            Suggestion.add(pointer, List.of(before))));
                }
                Set<String> seen = new HashSet<>();
                for (int place = 0; place < inputs.size(); place++) {
                    check(inputs.get(place), pointer + "/" + place, names.get(index), seen);
                }
            }
        }

        private void check(String input, String pointer, String reader, Set<String> seen) {
            if (!starts.contains(input) && !names.contains(input)) {
                unknown("unknown_input", input, pointer, "node '%s'".formatted(input), starts.get(0));
            } else if (!seen.add(input)) {
                violations.add(new Violation(
                        pointer,
                        "duplicate_input",
                        "'%s' reads '%s' twice".formatted(reader, input),
                        Suggestion.remove(pointer)));
            }
        }

        private void unknown(String code, String name, String pointer, String what, String usual) {
            List<String> known = new ArrayList<>(names);
            known.addAll(starts);
            String all = String.join(", ", known);
            violations.add(NearestName.of(name, known)
                    .map(nearest -> new Violation(
                            pointer,
                            code,
                            "there is no %s; did you mean '%s'?".formatted(what, nearest),
                            Suggestion.replace(pointer, nearest)))
                    .orElseGet(() -> new Violation(
                            pointer,
                            code,
                            "there is no %s; there are: %s".formatted(what, all),
                            Suggestion.replace(pointer, usual))));
        }

        private void checkOutputs() {
            List<String> outputs = graph.outputs();
            if (outputs.isEmpty()) {
                violations.add(new Violation(
                        "/outputs",
                        "no_output",
                        "outputs names the node that the network answers with",
                        Suggestion.add("/outputs", List.of(names.get(names.size() - 1)))));
            }
            for (int place = 0; place < outputs.size(); place++) {
                checkOutput(outputs.get(place), "/outputs/" + place, outputs.indexOf(outputs.get(place)) < place);
            }
        }

        private void checkOutput(String output, String pointer, boolean again) {
            if (!names.contains(output)) {
                unknown(
                        "unknown_output",
                        output,
                        pointer,
                        "node '%s' to answer with".formatted(output),
                        names.get(names.size() - 1));
            } else if (again) {
                violations.add(new Violation(
                        pointer,
                        "duplicate_output",
                        "the network answers with '%s' twice".formatted(output),
                        Suggestion.remove(pointer)));
            }
        }

        /** The nodes in an order in which each comes behind those that it reads, as far as there is one (Kahn 1962). */
        List<Integer> order() {
            List<Integer> order = new ArrayList<>();
            Set<String> done = new HashSet<>(starts);
            boolean found = true;
            while (found) {
                found = false;
                for (int index = 0; index < names.size(); index++) {
                    if (!done.contains(names.get(index)) && done.containsAll(inputs(index))) {
                        order.add(index);
                        done.add(names.get(index));
                        found = true;
                    }
                }
            }
            return order;
        }

        private void refuseCycle() {
            List<String> cycle = cycle();
            int first = names.indexOf(cycle.get(0));
            int place = inputs(first).indexOf(cycle.get(1));
            String pointer = "/nodes/%d/inputs/%d".formatted(first, place);
            violations.add(new Violation(
                    pointer,
                    "cycle",
                    "these nodes wait for each other in a circle: %s".formatted(String.join(" reads ", cycle)),
                    Suggestion.replace(pointer, starts.get(0))));
        }

        /** Nodes each of which reads the next, the first being the last again. */
        private List<String> cycle() {
            Set<Integer> open = new LinkedHashSet<>();
            for (int index = 0; index < names.size(); index++) {
                open.add(index);
            }
            order().forEach(open::remove);
            List<String> way = new ArrayList<>();
            int at = open.iterator().next();
            while (!way.contains(names.get(at))) {
                way.add(names.get(at));
                at = inputs(at).stream()
                        .map(names::indexOf)
                        .filter(open::contains)
                        .findFirst()
                        .orElseThrow();
            }
            List<String> cycle = new ArrayList<>(way.subList(way.indexOf(names.get(at)), way.size()));
            cycle.add(names.get(at));
            return cycle;
        }

        private void checkDangling() {
            Set<String> reached = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(graph.outputs());
            while (!open.isEmpty()) {
                String name = open.pop();
                if (!starts.contains(name) && reached.add(name)) {
                    open.addAll(inputs(names.indexOf(name)));
                }
            }
            for (int index = 0; index < names.size(); index++) {
                if (!reached.contains(names.get(index))) {
                    String pointer = "/nodes/" + index;
                    violations.add(new Violation(
                            pointer,
                            "dangling_node",
                            "nothing that the network answers depends on '%s'; let a node read it, or leave it out"
                                    .formatted(names.get(index)),
                            Suggestion.remove(pointer)));
                }
            }
        }

        private List<String> inputs(int index) {
            return graph.nodes().get(index).inputs();
        }
    }
}
