package dev.trainyard.definition;

import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Merge;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import dev.trainyard.definition.layer.StepsNeed;
import java.util.HashSet;
import java.util.Set;
import java.util.List;
import java.util.Map;

/** Walks through a graph from its input to its output, each node behind those that it reads. */
final class GraphInference {

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
        shapes.put(Graph.INPUT, input);
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
            violations.addAll(checkEnd());
            violations.addAll(ShapeInference.checkSize("/nodes", reports));
        }
        return new ShapeInference(new Graph(graph.name(), resolved, graph.outputs()), reports, violations);
    }

    private void visit(int index) {
        Node node = resolved.get(index);
        String name = wiring.names().get(index);
        boolean last = graph.outputs().contains(name);
        List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
        Fit fit = fit(node.layer(), inputs, new Position(name, last, output, wantsSteps(name, new HashSet<>())));
        if (fit instanceof Fit.Fits fits) {
            resolved.set(index, new Node(fits.layer(), node.inputs()));
            shapes.put(name, fits.output());
            reports.add(ShapeInference.report(index, node.inputs(), inputs.get(0), fits));
        } else if (fit instanceof Fit.Misfits misfits) {
            misfits.violations().forEach(violation -> violations.add(violation.under("/nodes/" + index)));
        }
    }

    /** Whether any node behind that does not take either needs steps; the target decides at the end. */
    private boolean wantsSteps(String name, Set<String> seen) {
        if (!seen.add(name)) {
            return false;
        }
        if (graph.outputs().contains(name)) {
            return output.steps() > 0;
        }
        for (int index = 0; index < graph.nodes().size(); index++) {
            Node reader = graph.nodes().get(index);
            if (reader.inputs().contains(name)) {
                StepsNeed need = reader.layer().stepsNeed();
                boolean wanted = need == StepsNeed.EITHER
                        ? wantsSteps(wiring.names().get(index), seen)
                        : need == StepsNeed.STEPS;
                if (wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Fit fit(Layer layer, List<Shape> inputs, Position position) {
        if (layer instanceof Merge merge) {
            return merge.fit(inputs, position);
        }
        return inputs.size() == 1
                ? layer.fit(inputs.get(0), position)
                : new Fit.Misfits(new Violation(
                        "/inputs",
                        "one_input",
                        "'%s' reads one input, and is given %d: join them by a concatenate or an add node before"
                                .formatted(position.name(), inputs.size())));
    }

    private List<Violation> checkEnd() {
        String end = graph.outputs().get(0);
        Shape shape = shapes.get(end);
        if (output.fits(shape)) {
            return List.of();
        }
        String message = ShapeInference.misfit(shape, output);
        int index = wiring.names().indexOf(end);
        if (graph.nodes().get(index).layer() instanceof Dense && shape.rank() == 1) {
            String pointer = "/nodes/%d/units".formatted(index);
            return List.of(
                    new Violation(pointer, "shape_mismatch", message, Suggestion.replace(pointer, output.units())));
        }
        return List.of(new Violation("/outputs/0", "shape_mismatch", message));
    }
}
