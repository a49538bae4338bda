package dev.trainyard.definition;

import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Set;

/** What can be said against a definition before it meets its data. */
final class Soundness {

    /** Whether a definition fits depends on the data for these only. */
    private static final Set<String> OF_THE_DATA = Set.of("shape_mismatch");

    private static final Shape SOME_INPUT = Shape.of(1);
    private static final Output SOME_OUTPUT = Output.values(1);

    private Soundness() {}

    static List<Violation> violations(ModelDefinition definition) {
        return ShapeInference.of(definition, SOME_INPUT, SOME_OUTPUT).violations().stream()
                .filter(violation -> !OF_THE_DATA.contains(violation.code()))
                .toList();
    }
}
