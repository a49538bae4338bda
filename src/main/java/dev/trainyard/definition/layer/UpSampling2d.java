package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Repeats each row and column of a picture. */
@JsonTypeName("upSampling2d")
@AutoService(Layer.class)
public record UpSampling2d(
        @Nullable String name,

        @Parameter("How often rows and columns are repeated: one number or two.")
        Area size) implements Layer {

    public UpSampling2d {
        size = size == null ? Area.TWO : size;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public UpSampling2d() {
        this(null, null);
    }

    private Optional<Violation> tooMuch(Shape input) {
        return Windows.tooMuch(
                "size",
                (long) input.dimensions().get(0) * size.height(),
                (long) input.dimensions().get(1) * size.width(),
                input.last());
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("upSampling2d")
                        .or(() -> Windows.notPicture("upSampling2d", input))
                        .or(() -> tooMuch(input)),
                () -> new Fit.Fits(
                        new UpSampling2d(name == null ? position.name() : name, size),
                        Shape.of(
                                input.dimensions().get(0) * size.height(),
                                input.dimensions().get(1) * size.width(),
                                input.last()),
                        List.of()));
    }
}
