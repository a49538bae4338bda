package dev.trainyard.plan;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.Dense;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the dense layer whose sums become a network's probabilities. */
public final class LastSums {

    private static final Set<ActivationFunction> TO_PROBABILITIES =
            Set.of(ActivationFunction.SOFTMAX, ActivationFunction.SIGMOID);

    private LastSums() {}

    /** Its name: the last layer, or the one before a last layer that is only the function; empty where neither is dense. */
    public static Optional<String> layer(List<LayerReport> layers) {
        LayerReport last = layers.get(layers.size() - 1);
        if (last.layer() instanceof Dense dense) {
            return TO_PROBABILITIES.contains(dense.activation()) ? Optional.of(last.name()) : Optional.empty();
        }
        return last.layer() instanceof Activation function && TO_PROBABILITIES.contains(function.activation())
                ? sumsBefore(last, layers)
                : Optional.empty();
    }

    private static Optional<String> sumsBefore(LayerReport last, List<LayerReport> layers) {
        return layers.stream()
                .filter(layer -> isReadBy(last, layer)
                        && layer.layer() instanceof Dense dense
                        && dense.activation() == ActivationFunction.LINEAR)
                .map(LayerReport::name)
                .filter(name -> layers.stream()
                        .noneMatch(other -> other != last && other.inputs().contains(name)))
                .findFirst();
    }

    private static boolean isReadBy(LayerReport last, LayerReport layer) {
        return last.inputs().isEmpty()
                ? layer.index() == last.index() - 1
                : last.inputs().contains(layer.name());
    }
}
