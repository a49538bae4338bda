package dev.trainyard.trainer.loop;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Activated;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.GradientObserver;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds units that learn nothing during a whole epoch: ReLU units that no row makes fire, and units that every row drives
 * to an end of their sigmoid or tanh. Exactly those have a bias whose gradient is 0 at each update, so that nothing more
 * need be computed; and as soon as every unit of a layer has been moved once, it is not looked at until the next epoch.
 */
final class UnitWatch implements GradientObserver {

    /** Fewer of a layer's units do no harm. */
    static final double SHARE = 0.1;

    private static final String DEAD = "dead_units";
    private static final String SATURATED = "saturated_units";
    private static final Map<ActivationFunction, String> TROUBLE = Map.of(
            ActivationFunction.RELU, DEAD,
            ActivationFunction.SIGMOID, SATURATED,
            ActivationFunction.TANH, SATURATED,
            ActivationFunction.HARD_SIGMOID, SATURATED);

    private final List<LayerReport> layers;
    private final Advice advice;

    /** What the units of a layer can suffer from, by its name. */
    private final Map<String, String> watched = new HashMap<>();

    private final Map<String, BitSet> moved = new TreeMap<>();
    private Set<String> told = Set.of();

    UnitWatch(List<LayerReport> layers, Advice advice) {
        this.layers = layers;
        this.advice = advice;
        for (LayerReport report : layers) {
            String trouble = TROUBLE.get(function(report));
            if (trouble != null && hasBiasOfItsUnits(report) && !isEnd(report)) {
                watched.put(report.name(), trouble);
            }
        }
    }

    /** The function that a layer's sums go through, in it or in the layer behind it. */
    private ActivationFunction function(LayerReport report) {
        ActivationFunction own =
                report.layer() instanceof Activated activated ? activated.activation() : ActivationFunction.LINEAR;
        return own != ActivationFunction.LINEAR
                ? own
                : layers.stream()
                        .filter(next -> reads(next, report) && next.layer() instanceof Activation)
                        .map(next -> ((Activation) next.layer()).activation())
                        .findFirst()
                        .orElse(own);
    }

    private static boolean reads(LayerReport next, LayerReport report) {
        return next.inputs().isEmpty()
                ? next.index() == report.index() + 1 && network(next).equals(network(report))
                : next.inputs().contains(report.name());
    }

    /** Of two that learn together each has a name of its own before those of its layers. */
    private static String network(LayerReport report) {
        return report.name().substring(0, report.name().indexOf('/') + 1);
    }

    private static boolean hasBiasOfItsUnits(LayerReport report) {
        return report.arrays().stream()
                .anyMatch(array -> array.name().equals("bias")
                        && array.shape().size() == report.outputShape().last());
    }

    /** What the network answers with is moved by its loss. */
    private boolean isEnd(LayerReport report) {
        return layers.stream().noneMatch(next -> reads(next, report));
    }

    /**
     * The units moved so far in this epoch.
     *
     * @param moved as bits, by layer
     * @param told codes of the warnings already given
     */
    record Standing(Map<String, List<Long>> moved, Set<String> told) {

        static final Standing NONE = new Standing(Map.of(), Set.of());
    }

    @Override
    public void see(float[] gradient, List<Segment> segments) {
        for (Segment segment : segments) {
            String layer = layers.get(segment.layer()).name();
            if (watched.containsKey(layer) && segment.name().endsWith("/bias")) {
                look(gradient, segment, moved.computeIfAbsent(layer, name -> new BitSet()));
            }
        }
    }

    private static void look(float[] gradient, Segment bias, BitSet seen) {
        int units = bias.to() - bias.from();
        for (int unit = seen.nextClearBit(0); unit < units; unit = seen.nextClearBit(unit + 1)) {
            if (gradient[bias.from() + unit] != 0) {
                seen.set(unit);
            }
        }
    }

    /** What is to be said after an epoch; the next begins. */
    List<TrainerEvent> after(int epoch) {
        Map<String, Map<String, Integer>> still = new TreeMap<>();
        moved.forEach((layer, seen) -> {
            int units = report(layer).outputShape().last();
            int idle = units - seen.cardinality();
            if (idle >= Math.max(1, SHARE * units)) {
                still.computeIfAbsent(watched.get(layer), code -> new LinkedHashMap<>())
                        .put(layer, idle);
            }
        });
        moved.clear();
        List<TrainerEvent> warnings = new ArrayList<>();
        still.forEach((code, idle) -> warn(code, epoch, idle, warnings));
        return warnings;
    }

    private LayerReport report(String layer) {
        return layers.stream()
                .filter(report -> report.name().equals(layer))
                .findFirst()
                .orElseThrow();
    }

    private void warn(String code, int epoch, Map<String, Integer> idle, List<TrainerEvent> warnings) {
        if (!told.contains(code)) {
            Set<String> more = new TreeSet<>(told);
            more.add(code);
            told = more;
            warnings.add(new TrainerEvent.Warned(code, message(code, epoch, idle), advice.lowerRate()));
        }
    }

    private String message(String code, int epoch, Map<String, Integer> idle) {
        String which = idle.entrySet().stream()
                .map(layer -> "%d of the %d units of %s"
                        .formatted(
                                layer.getValue(),
                                report(layer.getKey()).outputShape().last(),
                                layer.getKey()))
                .collect(Collectors.joining(", "));
        return code.equals(DEAD)
                ? "no row of epoch %d made %s fire: such ReLU units learn nothing any more. Lower the learning rate, or use leakyRelu"
                        .formatted(epoch, which)
                : "every row of epoch %d drove %s to an end of their function, where nothing is learned. Lower the learning rate, scale the inputs, or use relu"
                        .formatted(epoch, which);
    }

    Standing standing() {
        Map<String, List<Long>> bits = new TreeMap<>();
        moved.forEach((layer, seen) ->
                bits.put(layer, Arrays.stream(seen.toLongArray()).boxed().toList()));
        return new Standing(bits, told);
    }

    void restore(Standing then) {
        moved.clear();
        then.moved()
                .forEach((layer, bits) -> moved.put(
                        layer,
                        BitSet.valueOf(bits.stream().mapToLong(Long::longValue).toArray())));
        told = then.told();
    }
}
