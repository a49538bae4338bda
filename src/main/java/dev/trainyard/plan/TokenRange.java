package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.problem.Suggestion;

/** Whether the embeddings of a network know every token that a text may have. */
final class TokenRange {

    private TokenRange() {}

    /** @param vocabulary how many numbers tokens are told apart by */
    static void check(ShapeInference network, int vocabulary, Remarks remarks) {
        for (LayerReport report : network.layers()) {
            if (report.layer() instanceof Embedding embedding
                    && embedding.inputDim().count() < vocabulary) {
                String pointer = "/definition/%s/%d/inputDim"
                        .formatted(network.definition() instanceof Sequential ? "layers" : "nodes", report.index());
                remarks.violation(
                        pointer,
                        "label_out_of_range",
                        "'%s' knows the tokens 0 to %d, and with a vocabulary of %d there are 0 to %d"
                                .formatted(report.name(), embedding.inputDim().count() - 1, vocabulary, vocabulary - 1),
                        Suggestion.replace(pointer, "auto"));
            }
        }
    }
}
