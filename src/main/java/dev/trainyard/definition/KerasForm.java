package dev.trainyard.definition;

import dev.trainyard.definition.keras.KerasExport;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Keras must know of a network that a definition leaves to the data.
 *
 * @param inputShape the shape of one example
 * @param classes how many classes the target has, null when it is numbers
 * @param values how many numbers the target has
 * @param steps how many steps of a sequence are answered, null when there is one answer
 */
@InvalidAs(ProblemType.INVALID_DEFINITION)
public record KerasForm(
        @Schema(description = "The shape of one example, as a plan tells it.", example = "[4]")
        Shape inputShape,

        @Schema(description = "How many classes are told apart, when the target is a class.", example = "3") @Nullable
        Integer classes,

        @Schema(description = "How many numbers are predicted, when the target is numbers.") @Nullable
        Integer values,

        @Schema(description = "How many steps are answered, when each step of a sequence has a target.") @Nullable
        Integer steps) {

    private static final int LARGEST = 1_000_000;

    public KerasForm {
        if (inputShape == null
                || inputShape.rank() == 0
                || inputShape.rank() > 4
                || inputShape.dimensions().stream().anyMatch(size -> size < 1 || size > LARGEST)) {
            throw new IllegalArgumentException("inputShape is the shape of one example, such as [4] or [28,28,1]");
        }
        if ((classes == null) == (values == null)) {
            throw new IllegalArgumentException("say either how many classes or how many values the target has");
        }
        if ((classes != null && (classes < 2 || classes > LARGEST))
                || (values != null && (values < 1 || values > LARGEST))) {
            throw new IllegalArgumentException("classes is at least 2, and values at least 1");
        }
        if (steps != null && (steps < 1 || steps > LARGEST)) {
            throw new IllegalArgumentException("steps is %d; it is from 1 to %d".formatted(steps, LARGEST));
        }
    }

    /**
     * Writes a definition in Keras' JSON.
     *
     * @throws Problem {@code invalid_definition} when it does not fit the shape, {@code not_available} when Keras has no such
     *     thing
     */
    public Map<String, Object> write(ModelDefinition definition) {
        if (!(definition instanceof Sequential) && !(definition instanceof Graph)) {
            throw Problem.notAvailable("Keras has no such model; sequential and graph definitions are written for it");
        }
        ShapeInference network = ShapeInference.of(definition, inputShape, output());
        KerasExport export = new KerasExport(network, inputShape);
        List<Violation> violations = network.violations().isEmpty() ? export.misfits() : network.violations();
        if (!violations.isEmpty()) {
            throw new Problem(
                    ProblemType.INVALID_DEFINITION,
                    "the definition does not fit: " + violations.get(0).message(),
                    violations);
        }
        return export.write();
    }

    private Output output() {
        Output one = classes != null ? Output.classes(classes) : Output.values(values == null ? 1 : values);
        return steps == null ? one : one.over(steps);
    }
}
