package dev.trainyard.definition;

import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Flatten;
import dev.trainyard.definition.layer.Merge;
import dev.trainyard.definition.layer.StepsNeed;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Walks through a graph from its input to its outputs, each node behind those that it reads. */
final class GraphInference {

    private static final String INPUTS = "/inputs/";

    private final Graph graph;
    private final Wiring wiring;
    private final Output output;
    private final Map<String, Shape> shapes = new HashMap<>();
    private final List<Node> resolved;
    private final List<LayerReport> reports = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    private GraphInference(Graph graph, Wiring wiring, Shape input, Output output) {
        this.graph = graph;
        this.wiring = wiring;
        this.output = output;
        this.resolved = new ArrayList<>(graph.nodes());
        for (int i = 0; i < graph.inputNames().size(); i++) {
            shapes.put(graph.inputNames().get(i), graph.inputShapes(input).get(i));
        }
    }

    static ShapeInference of(Graph graph, Shape input, Output output) {
        Wiring wiring = Wiring.of(graph);
        return wiring.violations().isEmpty()
                ? new GraphInference(graph, wiring, input, output).walk()
                : new ShapeInference(graph, List.of(), wiring.violations());
    }

    private ShapeInference walk() {
        for (int at = 0; at < wiring.order().size() && violations.isEmpty(); at++) {
            visit(wiring.order().get(at));
        }
        if (violations.isEmpty()) {
            graph.outputs().forEach(end -> violations.addAll(checkEnd(end)));
            violations.addAll(ShapeInference.checkSize("/nodes", reports));
        }
        return new ShapeInference(
                new Graph(graph.name(), graph.inputs(), resolved, graph.outputs()), reports, violations);
    }

    private void visit(int index) {
        Node node = resolved.get(index);
        String name = wiring.names().get(index);
        boolean last = graph.outputs().contains(name);
        List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
        Position position = new Position(name, last, output.of(name), wantsSteps(name));
        Fit fit = fit(node, inputs, position);
        if (fit instanceof Fit.Fits fits) {
            resolved.set(index, new Node(fits.layer(), node.inputs()));
            shapes.put(name, fits.output());
            reports.add(ShapeInference.report(index, node.inputs(), inputs.get(0), fits));
        } else if (fit instanceof Fit.Misfits misfits) {
            misfits.violations().forEach(violation -> violations.add(placed(violation, index, inputs, position)));
        }
    }

    /** Where a layer between is missing, or the width of one that is joined, that is suggested. */
    private Violation placed(Violation violation, int index, List<Shape> inputs, Position position) {
        Violation placed = violation.under("/nodes/" + index);
        Node node = graph.nodes().get(index);
        if (Bridge.isMissing(violation) && inputs.size() == 1) {
            return Bridge.before(node.layer(), inputs.get(0), position)
                    .map(bridge -> placed.suggesting(Bridge.between(graph.nodes(), index, bridge, position.name())))
                    .orElse(placed);
        }
        return violation.code().equals("shape_mismatch") && violation.pointer().startsWith(INPUTS)
                ? ofJoin(placed, violation, index, inputs, position)
                : placed;
    }

    /** Where a joined dense node has another width than the first one, that width is suggested, else another way to join. */
    private Violation ofJoin(Violation placed, Violation violation, int index, List<Shape> inputs, Position position) {
        Node node = graph.nodes().get(index);
        int place = Integer.parseInt(violation.pointer().substring(INPUTS.length()));
        String read = node.inputs().get(place);
        int other = wiring.names().indexOf(read);
        boolean narrow = other >= 0
                && resolved.get(other).layer() instanceof Dense
                && inputs.get(0).rank() == 1;
        return narrow
                ? placed.suggesting(Suggestion.replace(
                        "/nodes/%d/units".formatted(other), inputs.get(0).last()))
                : placed.suggesting(Bridge.joining(node, index, place, inputs, position));
    }

    /** Whether a node that follows, with none between that would ask for itself, needs an answer for each step. */
    private boolean wantsSteps(String name) {
        Set<String> seen = new LinkedHashSet<>(Set.of(name));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String node = open.remove();
            if (graph.outputs().contains(node) && output.steps() > 0) {
                return true;
            }
            for (int index : wiring.order()) {
                Node follower = graph.nodes().get(index);
                if (follower.inputs().contains(node)) {
                    StepsNeed need = follower.layer().stepsNeed();
                    if (need == StepsNeed.STEPS) {
                        return true;
                    }
                    if (need == StepsNeed.EITHER && seen.add(wiring.names().get(index))) {
                        open.add(wiring.names().get(index));
                    }
                }
            }
        }
        return false;
    }

    private static Fit fit(Node node, List<Shape> inputs, Position position) {
        if (node.layer() instanceof Merge merge) {
            return merge.fit(inputs, position);
        }
        return inputs.size() == 1
                ? node.layer().fit(inputs.get(0), position)
                : new Fit.Misfits(new Violation(
                        "/inputs",
                        "one_input",
                        "'%s' reads one input, and is given %d: join them by a concatenate or an add node before"
                                .formatted(position.name(), inputs.size()),
                        Suggestion.replace("/inputs", node.inputs().subList(0, 1))));
    }

    private List<Violation> checkEnd(String end) {
        Shape shape = Objects.requireNonNull(shapes.get(end));
        Output wanted = output.of(end);
        if (wanted.fits(shape)) {
            return List.of();
        }
        String message = ShapeInference.misfit(shape, wanted);
        int index = wiring.names().indexOf(end);
        boolean dense = graph.nodes().get(index).layer() instanceof Dense;
        if (dense && shape.rank() > 1 && wanted.steps() == 0) {
            return List.of(new Violation("/nodes/" + index, "shape_mismatch", message)
                    .suggesting(Bridge.between(graph.nodes(), index, new Flatten(), end)));
        }
        if (dense && shape.rank() == 1) {
            String pointer = "/nodes/%d/units".formatted(index);
            return List.of(
                    new Violation(pointer, "shape_mismatch", message, Suggestion.replace(pointer, wanted.units())));
        }
        return List.of(new Violation("/outputs/" + graph.outputs().indexOf(end), "shape_mismatch", message));
    }
}
