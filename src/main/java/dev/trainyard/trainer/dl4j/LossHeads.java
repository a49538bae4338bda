package dev.trainyard.trainer.dl4j;

import dev.trainyard.plan.Training;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** The losses at the ends of a network, by the nodes it answers with; one loss, or the sum of several. */
record LossHeads(Map<String, LossHead> byNode) {

    static LossHeads of(Training training, Dl4jNetwork network) {
        Map<String, LossHead> heads = new LinkedHashMap<>();
        List<String> ends = network.ends();
        for (String end : ends) {
            double weight = ends.size() == 1 ? 1 : training.lossWeight(end);
            heads.put(end, new LossHead(training.loss(end), network.lossActivation(end), weight));
        }
        return new LossHeads(heads);
    }

    /** A loss that is told apart from the job. */
    static LossHeads of(LossHead given, Dl4jNetwork network) {
        return new LossHeads(Map.of(network.ends().get(0), given));
    }

    ILossFunction at(String node) {
        return Objects.requireNonNull(byNode.get(node));
    }

    /** What each example of the next batch counts, and how many of its steps have an answer. */
    void expect(int rows, float @Nullable [] weights, int @Nullable [] lengths) {
        for (LossHead head : heads()) {
            head.weigh(weights);
            head.step(rows, lengths);
        }
    }

    /** The mean loss of the last batch whose gradient was taken. */
    double last() {
        return heads().stream().mapToDouble(LossHead::last).sum();
    }

    private Collection<LossHead> heads() {
        return byNode.values();
    }
}
