package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.SeriesPadding;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.layer.AveragePooling1d;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.definition.layer.Conv1d;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.MaxPooling1d;
import dev.trainyard.definition.layer.Permute;
import dev.trainyard.definition.layer.Reshape;
import dev.trainyard.definition.layer.SelfAttention;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Refuses layers that answer a step by later ones, where the later ones are what is to be told. */
final class LookingAhead {

    private static final Set<Class<?>> LAYERS = Set.of(
            Bidirectional.class,
            SelfAttention.class,
            MaxPooling1d.class,
            AveragePooling1d.class,
            Permute.class,
            Reshape.class);

    private LookingAhead() {}

    /** @param seen by such a layer, in words */
    static void refuse(ShapeInference network, String seen, Remarks remarks) {
        for (LayerReport report : network.layers()) {
            refuse(network, report, seen, remarks);
        }
    }

    /** @param from the inputs of a graph whose steps are told; layers that read others may look at all of these */
    static void refuse(ShapeInference network, Set<String> from, String seen, Remarks remarks) {
        Set<String> after = new HashSet<>(from);
        for (LayerReport report : network.layers()) {
            if (report.inputs().stream().anyMatch(after::contains)) {
                after.add(report.name());
                refuse(network, report, seen, remarks);
            }
        }
    }

    private static void refuse(ShapeInference network, LayerReport report, String seen, Remarks remarks) {
        if (looksAhead(report)) {
            remarks.violation(
                    "/definition/%s/%d"
                            .formatted(network.definition() instanceof Sequential ? "layers" : "nodes", report.index()),
                    "looks_ahead",
                    "'%s' (%s) answers a step by %s told while the network learns and not when it is asked; read it by a recurrent layer that answers each step, or by conv1d with causal padding"
                            .formatted(report.name(), report.type(), seen));
        }
    }

    private static boolean looksAhead(LayerReport report) {
        Layer layer = report.layer();
        boolean causal = !(layer instanceof Conv1d convolution) || convolution.padding() == SeriesPadding.CAUSAL;
        boolean steps = report.outputShape().rank() == 2
                && Objects.equals(
                        report.outputShape().dimensions().get(0),
                        report.inputShape().dimensions().get(0));
        return !causal || !steps || LAYERS.contains(layer.getClass());
    }
}
