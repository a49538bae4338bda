package dev.trainyard.plan;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.plan.ResolvedJob.Start;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sees whether a network fits the one that its training is to start from. */
final class WarmStart {

    private static final String POINTER = "/training/initFrom";

    private final StartingPoint from;
    private final InitFrom asked;
    private final Map<String, LayerReport> theirs = new LinkedHashMap<>();
    private final Map<String, LayerReport> ours = new LinkedHashMap<>();

    WarmStart(StartingPoint from, ShapeInference network) {
        this.from = from;
        this.asked = from.pinned();
        collect(from.layers(), theirs);
        collect(network.layers(), ours);
    }

    private static void collect(List<LayerReport> layers, Map<String, LayerReport> into) {
        layers.stream().filter(layer -> !layer.arrays().isEmpty()).forEach(layer -> into.put(layer.name(), layer));
    }

    /** Checks it, and tells which layers start there; null when it does not fit. */
    @Nullable
    Start checked(boolean isRbm, Remarks remarks) {
        int before = remarks.violations().size();
        checkNames(asked.skip(), "skip", remarks);
        checkNames(asked.freeze(), "freeze", remarks);
        checkFrozen(isRbm, remarks);
        List<String> misfits = ours.values().stream()
                .filter(layer -> !asked.skip().contains(layer.name()))
                .filter(layer -> !fits(layer))
                .map(LayerReport::name)
                .toList();
        misfits.forEach(name -> report(name, misfits, remarks));
        return remarks.violations().size() > before
                ? null
                : from.start(ours.keySet().stream()
                        .filter(name -> !asked.skip().contains(name))
                        .toList());
    }

    private void checkNames(List<String> names, String field, Remarks remarks) {
        for (int i = 0; i < names.size(); i++) {
            if (!ours.containsKey(names.get(i))) {
                remarks.unknownName(
                        "%s/%s/%d".formatted(POINTER, field, i),
                        "unknown_layer",
                        "layer with parameters called",
                        names.get(i),
                        ours.keySet());
            }
        }
    }

    /** @throws Problem {@code not_available} for RBMs, whose machines are trained by rules of their own */
    private void checkFrozen(boolean isRbm, Remarks remarks) {
        if (isRbm && !asked.freeze().isEmpty()) {
            throw Problem.notAvailable(POINTER + "/freeze: freezing the machines of an RBM is not built yet");
        }
        for (int i = 0; i < asked.freeze().size(); i++) {
            if (asked.skip().contains(asked.freeze().get(i))) {
                remarks.violation(
                        "%s/freeze/%d".formatted(POINTER, i),
                        "frozen_unlearned",
                        "layer '%s' is skipped, so it has learned nothing that is worth freezing"
                                .formatted(asked.freeze().get(i)),
                        Suggestion.remove("%s/freeze/%d".formatted(POINTER, i)));
            }
        }
        if (!ours.isEmpty() && asked.freeze().containsAll(ours.keySet())) {
            remarks.violation(
                    POINTER + "/freeze",
                    "nothing_to_learn",
                    "all %d layers with parameters are frozen, so nothing would be trained".formatted(ours.size()));
        }
    }

    private boolean fits(LayerReport layer) {
        LayerReport other = theirs.get(layer.name());
        return other != null && shapes(layer).equals(shapes(other));
    }

    private void report(String name, Collection<String> all, Remarks remarks) {
        List<String> skip = new ArrayList<>(asked.skip());
        skip.addAll(all);
        remarks.violation(
                POINTER,
                "shape_mismatch",
                "layer '%s' is %s here, and %s in %s; let it start anew with skip, or give it the same shape"
                        .formatted(name, words(ours.get(name)), words(theirs.get(name)), asked.words()),
                Suggestion.add(POINTER + "/skip", skip));
    }

    private static Map<String, Object> shapes(LayerReport layer) {
        Map<String, Object> shapes = new LinkedHashMap<>();
        layer.arrays().forEach(array -> shapes.put(array.name(), array.shape()));
        return shapes;
    }

    private static String words(@Nullable LayerReport layer) {
        return layer == null
                ? "not there"
                : String.join(
                        ", ", layer.arrays().stream().map(WarmStart::words).toList());
    }

    private static String words(ParameterSpec array) {
        return "%s %s".formatted(array.name(), array.shape());
    }
}
