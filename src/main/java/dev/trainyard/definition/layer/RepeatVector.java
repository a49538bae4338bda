package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a sequence of a row by repeating it. */
@JsonTypeName("repeatVector")
@AutoService(Layer.class)
public record RepeatVector(
        @Nullable String name,

        @Parameter(value = "How many steps; \"auto\" is as many as the target has.", min = 1)
        Repeats n)
        implements Layer {

    public RepeatVector {
        n = n == null ? Repeats.AUTO : n;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public RepeatVector() {
        this(null, null);
    }

    @Override
    public StepsNeed stepsNeed() {
        return StepsNeed.ROW;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(position.misfitAtEnd("repeatVector").or(() -> misfit(input, position)), () -> {
            int times = n.isAuto() ? position.output().steps() : n.times();
            return new Fit.Fits(
                    new RepeatVector(name == null ? position.name() : name, new Repeats(times)),
                    Shape.of(times, input.last()),
                    List.of());
        });
    }

    private Optional<Violation> misfit(Shape input, Position position) {
        if (input.rank() != 1) {
            return Optional.of(new Violation(
                    "",
                    "shape_mismatch",
                    "repeatVector repeats one row of numbers, and gets an input of shape " + input));
        }
        return n.isAuto() && position.output().steps() == 0
                ? Optional.of(new Violation(
                        "/n", "steps_required", "the target has no steps that n could follow: give it a number"))
                : Optional.empty();
    }
}
