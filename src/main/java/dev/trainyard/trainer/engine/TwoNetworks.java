package dev.trainyard.trainer.engine;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.LayerReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two networks that learn together, whose arrays have names of their own.
 *
 * @param ofOne what the names of the first network's arrays begin with
 * @param ofOther what those of the second's begin with
 */
public record TwoNetworks(String ofOne, Differentiable one, String ofOther, Differentiable other)
        implements AutoCloseable {

    public NamedArrays parameters() {
        return joined(one.parameters(), other.parameters(), Map.of());
    }

    public void setParameters(NamedArrays parameters) {
        one.setParameters(parameters);
        other.setParameters(parameters);
    }

    /**
     * Shows the gradients of both.
     *
     * @param layers of the whole, in which those of both have their places
     */
    public void observe(GradientObserver observer, List<LayerReport> layers) {
        one.observe(PartObserver.of(observer, ofOne, layers));
        other.observe(PartObserver.of(observer, ofOther, layers));
    }

    /** @param own what there is to be kept besides */
    public NamedArrays state(Map<String, String> own) {
        NamedArrays first = one.state();
        NamedArrays second = other.state();
        Map<String, String> metadata = new HashMap<>(own);
        first.metadata().forEach((name, value) -> metadata.put(ofOne + name, value));
        second.metadata().forEach((name, value) -> metadata.put(ofOther + name, value));
        return joined(first, second, metadata);
    }

    private static NamedArrays joined(NamedArrays first, NamedArrays second, Map<String, String> metadata) {
        List<NamedArray> all = new ArrayList<>(first.arrays());
        all.addAll(second.arrays());
        return new NamedArrays(all, metadata);
    }

    public void restore(NamedArrays parameters, NamedArrays state) {
        one.restore(parameters, of(ofOne, state));
        other.restore(parameters, of(ofOther, state));
    }

    private static NamedArrays of(String prefix, NamedArrays state) {
        Map<String, String> own = new HashMap<>();
        state.metadata().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return new NamedArrays(state.arrays(), own);
    }

    @Override
    public void close() {
        one.close();
        other.close();
    }
}
