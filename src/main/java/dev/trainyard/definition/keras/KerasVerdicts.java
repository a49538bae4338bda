package dev.trainyard.definition.keras;

import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of each layer of a Keras model, and what stands against it. */
final class KerasVerdicts {

    private final List<KerasLayer> layers = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();

    boolean isClean() {
        return violations.isEmpty();
    }

    int count() {
        return layers.size();
    }

    Translation on(@Nullable ModelDefinition definition, List<String> sources) {
        return new Translation(definition, layers, violations, sources);
    }

    /** A layer that does the same; the notes say what differs. */
    void taken(int index, String keras, String className, Layer layer, List<String> notes) {
        KerasLayer.Support support = notes.isEmpty() ? KerasLayer.Support.SUPPORTED : KerasLayer.Support.MAPPED;
        layers.add(new KerasLayer(index, keras, className, support, ByTypeName.nameOf(layer.getClass()), notes, null));
    }

    /** A layer that needs none here. */
    void mapped(int index, String keras, String className, String note) {
        layers.add(new KerasLayer(index, keras, className, KerasLayer.Support.MAPPED, null, List.of(note), null));
    }

    /** A layer that stands at several places has the same weights at each, and a node stands at one. */
    void refuseSharing(KerasLevel level, int index, String className) {
        String why = "the layer is used %d times, and a layer here stands at one place, with weights of its own"
                .formatted(level.calls(index).size());
        String alternative = "a layer of its own for each use, which learns weights of its own";
        violations.add(new Violation(
                level.pointer(index) + "/inbound_nodes",
                "shared_layer",
                "%s; the nearest is %s".formatted(why, alternative),
                Suggestion.remove(level.pointer(index) + "/inbound_nodes/1")));
        layers.add(new KerasLayer(
                index,
                level.name(index),
                className,
                KerasLayer.Support.NOT_SUPPORTED,
                null,
                List.of(why),
                alternative));
    }

    void refuse(KerasLevel level, int index, String className, LayerTranslation translation) {
        String alternative = KerasNames.alternatives().get(className);
        translation.refused().forEach((field, why) -> {
            if (field.isEmpty()) {
                refuseLayer(level, index, className, why, alternative);
            } else {
                refuse(level.pointer(index) + "/config/" + field, "not_supported", why);
            }
        });
        layers.add(new KerasLayer(
                index,
                level.name(index),
                className,
                KerasLayer.Support.NOT_SUPPORTED,
                null,
                List.copyOf(translation.refused().values()),
                alternative));
    }

    /** Suggests the class that may have been meant, else to do without. */
    private void refuseLayer(KerasLevel level, int index, String className, String why, @Nullable String alternative) {
        String pointer = level.pointer(index) + "/class_name";
        String nearest = alternative == null ? "" : "; the nearest is %s".formatted(alternative);
        Optional<String> meant =
                alternative == null ? NearestName.of(className, KerasNames.classNames()) : Optional.empty();
        violations.add(new Violation(
                pointer,
                "not_supported",
                "%s is not supported: %s%s".formatted(className, why, nearest),
                meant.map(name -> Suggestion.replace(pointer, name)).orElseGet(() -> level.without(index))));
    }

    void refuse(String pointer, String code, String message) {
        violations.add(new Violation(pointer, code, message));
    }
}
