package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Margins;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts rows and columns off the edges of a picture. */
@JsonTypeName("cropping2d")
@AutoService(Layer.class)
public record Cropping2d(
        @Nullable String name,

        @Parameter("How many rows and columns: one number, [height,width] or [[top,bottom],[left,right]].")
        Margins cropping)
        implements Layer {

    public Cropping2d {
        cropping = cropping == null ? Margins.all(1) : cropping;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Cropping2d() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("cropping2d")
                        .or(() -> Windows.notPicture("cropping2d", input))
                        .or(() -> misfit(input)),
                () -> new Fit.Fits(
                        new Cropping2d(name == null ? position.name() : name, cropping),
                        Shape.of(height(input), width(input), input.last()),
                        List.of()));
    }

    private Optional<Violation> misfit(Shape input) {
        return height(input) > 0 && width(input) > 0
                ? Optional.empty()
                : Optional.of(new Violation(
                        "/cropping",
                        "shape_mismatch",
                        "cropping leaves %d x %d of the %d x %d picture that comes in"
                                .formatted(
                                        Math.max(0, height(input)),
                                        Math.max(0, width(input)),
                                        input.dimensions().get(0),
                                        input.dimensions().get(1)),
                        Suggestion.add("/cropping", 0)));
    }

    private int height(Shape input) {
        return input.dimensions().get(0) - cropping.top() - cropping.bottom();
    }

    private int width(Shape input) {
        return input.dimensions().get(1) - cropping.left() - cropping.right();
    }
}
