package dev.trainyard.trainer.engine;

import dev.trainyard.definition.Graph;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Embedding;
import dev.trainyard.definition.layer.Permute;
import dev.trainyard.definition.layer.RepeatVector;
import dev.trainyard.definition.layer.TimeDistributed;
import dev.trainyard.plan.ResolvedJob;
import java.util.HashSet;
import java.util.Set;

/** Which layers of a network see sequences whose last steps may be padding. */
public final class Padding {

    private Padding() {}

    /** The names of the layers whose input has the steps of the examples, and may be padded. */
    public static Set<String> readers(ResolvedJob job) {
        Set<String> readers = new HashSet<>();
        if (!job.examples().vary()) {
            return readers;
        }
        Set<String> padded = new HashSet<>(job.definition() instanceof Graph graph ? graph.inputNames() : Set.of());
        for (LayerReport report : job.layers()) {
            if (report.inputs().isEmpty() || report.inputs().stream().allMatch(padded::contains)) {
                readers.add(report.name());
                if (keepsSteps(report)) {
                    padded.add(report.name());
                }
            }
        }
        return readers;
    }

    /** Whether each step of what a layer answers belongs to the same step of what it read. */
    private static boolean keepsSteps(LayerReport report) {
        if (report.layer() instanceof Permute || report.layer() instanceof RepeatVector) {
            return false;
        }
        Shape input = report.inputShape();
        Shape output = report.outputShape();
        boolean rank = output.rank() == input.rank()
                || report.layer() instanceof Embedding
                || report.layer() instanceof TimeDistributed;
        return rank && output.dimensions().get(0).equals(input.dimensions().get(0));
    }
}
