package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands on the last real step of a sequence. */
@JsonTypeName("lastTimeStep")
@AutoService(Layer.class)
public record LastTimeStep(@Nullable String name) implements Layer {

    public LastTimeStep() {
        this(null);
    }

    @Override
    public StepsNeed stepsNeed() {
        return StepsNeed.STEPS;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("lastTimeStep").or(() -> Series.misfit("lastTimeStep", input)),
                () -> new Fit.Fits(
                        new LastTimeStep(name == null ? position.name() : name), Shape.of(input.last()), List.of()));
    }
}
