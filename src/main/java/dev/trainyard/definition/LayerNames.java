package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that every layer has a name of its own, because its parameters are named after it. */
final class LayerNames {

    static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private LayerNames() {}

    /** @param resolved the same layers, with the names that were made up */
    static List<Violation> misfits(Sequential definition, List<Layer> resolved) {
        return misfits(
                "layers",
                definition.layers().stream().map(Layer::name).collect(Collectors.toList()),
                resolved.stream().map(Layer::name).collect(Collectors.toList()));
    }

    /**
     * Checks names in a list.
     *
     * @param field the list's name in the definition
     * @param own the names that were given, null where none was
     * @param resolved those, and the names that were made up
     */
    static List<Violation> misfits(
            String field, List<? extends @Nullable String> own, List<? extends @Nullable String> resolved) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int index = 0; index < resolved.size(); index++) {
            String name = resolved.get(index);
            String pointer = "/%s/%d/name".formatted(field, index);
            if (name == null) {
                continue;
            }
            if (!PATTERN.matcher(name).matches()) {
                violations.add(new Violation(
                        pointer,
                        "invalid_name",
                        "'%s' has something else than up to 63 letters, digits, dots, dashes and underscores"
                                .formatted(name)));
            }
            Integer earlier = places.putIfAbsent(name, index);
            if (earlier != null) {
                violations.add(new Violation(
                        own.get(index) != null ? pointer : "/%s/%d/name".formatted(field, earlier),
                        "duplicate_name",
                        "%s %d and %d are both called '%s'".formatted(field, earlier, index, name)));
            }
        }
        return violations;
    }
}
