package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is lost at each of several outputs. */
record HeadLosses(Training training, Output output) {

    private static final String LOSSES = "/training/losses";
    private static final String WEIGHTS = "/training/lossWeights";

    /** Checks each, and fills those in that are left open. */
    Map<String, Loss> of(ShapeInference network, String definition, Preprocessing preprocessing, Remarks remarks) {
        List<String> nodes = output.heads().stream().map(Output.Head::node).toList();
        training.losses().keySet().forEach(name -> checkName(name, LOSSES, nodes, remarks));
        training.lossWeights().keySet().forEach(name -> checkName(name, WEIGHTS, nodes, remarks));
        if (nodes.stream().allMatch(node -> training.lossWeight(node) == 0)) {
            remarks.violation(WEIGHTS, "nothing_to_learn", "every output counts 0: one of them must count more");
        }
        Map<String, Loss> losses = new LinkedHashMap<>();
        for (Output.Head head : output.heads()) {
            LossFit fit = LossFit.of(network, report(network, head.node()), head.output(), definition);
            Loss asked = training.loss(head.node());
            boolean own = training.losses().containsKey(head.node());
            fit.check(asked, own ? LOSSES + "/" + head.node() : "/training/loss", preprocessing, remarks);
            losses.put(head.node(), asked == Loss.AUTO ? fit.usual() : asked);
        }
        return losses;
    }

    private static void checkName(String name, String pointer, List<String> nodes, Remarks remarks) {
        if (!nodes.contains(name)) {
            remarks.unknownName(pointer + "/" + name, "unknown_output", "output", name, nodes);
        }
    }

    private static LayerReport report(ShapeInference network, String node) {
        return network.layers().stream()
                .filter(report -> report.name().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** Says that a network with one output has one loss. */
    static void refuseForOne(Training training, Remarks remarks) {
        if (!training.losses().isEmpty()) {
            refuseForOne(LOSSES, remarks);
        }
        if (!training.lossWeights().isEmpty()) {
            refuseForOne(WEIGHTS, remarks);
        }
    }

    private static void refuseForOne(String pointer, Remarks remarks) {
        remarks.violation(
                pointer,
                "one_output",
                "this is said of each of several outputs of a graph, and the network has one, whose loss is training.loss",
                Suggestion.remove(pointer));
    }
}
