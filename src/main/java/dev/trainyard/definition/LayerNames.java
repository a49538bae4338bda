package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks that every layer has a name of its own, because its parameters are named after it. */
final class LayerNames {

    static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private LayerNames() {}

    /** @param resolved the same layers, with the names that were made up */
    static List<Violation> misfits(Sequential definition, List<Layer> resolved) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (int index = 0; index < resolved.size(); index++) {
            String name = resolved.get(index).name();
            String pointer = "/layers/" + index + "/name";
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
                boolean own = definition.layers().get(index).name() != null;
                violations.add(new Violation(
                        own ? pointer : "/layers/" + earlier + "/name",
                        "duplicate_name",
                        "layers %d and %d are both called '%s'".formatted(earlier, index, name)));
            }
        }
        return violations;
    }
}
