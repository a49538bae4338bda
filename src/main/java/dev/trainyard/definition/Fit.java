package dev.trainyard.definition;

import dev.trainyard.definition.layer.Layer;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a layer fits where it stands. */
public sealed interface Fit {

    /** The fit, unless there is something against it. */
    static Fit unless(Optional<Violation> misfit, Supplier<Fit> fit) {
        return misfit.<Fit>map(Misfits::new).orElseGet(fit);
    }

    /**
     * It does.
     *
     * @param layer the layer with its name and every {@code "auto"} worked out
     * @param output the shape of what it answers
     * @param parameters the arrays it holds
     */
    record Fits(Layer layer, Shape output, List<ParameterSpec> parameters) implements Fit {
        public Fits {
            parameters = List.copyOf(parameters);
        }
    }

    /** It does not; the pointers are relative to the layer. */
    record Misfits(List<Violation> violations) implements Fit {
        public Misfits {
            violations = List.copyOf(violations);
        }

        public Misfits(Violation violation) {
            this(List.of(violation));
        }
    }
}
