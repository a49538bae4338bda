package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives its input another shape, the last axis running fastest in both. */
@JsonTypeName("reshape")
@AutoService(Layer.class)
public record Reshape(
        @Nullable String name,

        @Parameter(
                value = "The new shape without the batch; one entry may be -1, which is worked out.",
                required = true)
        List<Integer> targetShape)
        implements Layer {

    private static final int MOST_AXES = 4;

    public Reshape {
        targetShape = targetShape == null ? List.of(-1) : List.copyOf(targetShape);
        boolean sound = targetShape.stream().allMatch(size -> size > 0 || size == -1)
                && targetShape.stream().filter(size -> size == -1).count() <= 1;
        if (!sound || targetShape.isEmpty() || targetShape.size() > MOST_AXES) {
            throw new IllegalArgumentException(
                    "targetShape is %s; it has 1 to %d whole numbers from 1 up, one of which may be -1"
                            .formatted(targetShape, MOST_AXES));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Reshape() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("reshape").or(() -> misfit(input)),
                () -> new Fit.Fits(
                        new Reshape(name == null ? position.name() : name, targetShape), output(input), List.of()));
    }

    private Optional<Violation> misfit(Shape input) {
        long known = known();
        boolean fits = targetShape.contains(-1) ? input.size() % known == 0 : input.size() == known;
        return fits
                ? Optional.empty()
                : Optional.of(new Violation(
                        "/targetShape",
                        "shape_mismatch",
                        "an input of shape %s has %d numbers, and %s %s %d"
                                .formatted(
                                        input,
                                        input.size(),
                                        targetShape,
                                        targetShape.contains(-1) ? "needs a multiple of" : "has",
                                        known),
                        Suggestion.replace("/targetShape", input.dimensions())));
    }

    private long known() {
        return targetShape.stream()
                .filter(size -> size > 0)
                .mapToLong(Integer::longValue)
                .reduce(1, Math::multiplyExact);
    }

    private Shape output(Shape input) {
        int open = Math.toIntExact(input.size() / known());
        return new Shape(
                targetShape.stream().map(size -> size == -1 ? open : size).toList());
    }
}
