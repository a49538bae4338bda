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

/** Keeps the mean of each channel of a picture, or of each feature of a series. */
@JsonTypeName("globalAveragePooling")
@AutoService(Layer.class)
public record GlobalAveragePooling(@Nullable String name) implements Layer {

    public GlobalAveragePooling() {
        this(null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("globalAveragePooling").or(() -> misfit(input)),
                () -> new Fit.Fits(
                        new GlobalAveragePooling(name == null ? position.name() : name),
                        Shape.of(input.last()),
                        List.of()));
    }

    private static Optional<Violation> misfit(Shape input) {
        return input.rank() == 2 || input.rank() == 3
                ? Optional.empty()
                : Optional.of(new Violation(
                        "",
                        "shape_mismatch",
                        "globalAveragePooling reads pictures [height, width, channels] or series [steps, features], and gets an input of shape "
                                + input));
    }
}
