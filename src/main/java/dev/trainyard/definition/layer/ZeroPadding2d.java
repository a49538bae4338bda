package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Margins;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts zeros around a picture. */
@JsonTypeName("zeroPadding2d")
@AutoService(Layer.class)
public record ZeroPadding2d(
        @Nullable String name,

        @Parameter("How many rows and columns: one number, [height,width] or [[top,bottom],[left,right]].")
        Margins padding)
        implements Layer {

    public ZeroPadding2d {
        padding = padding == null ? Margins.all(1) : padding;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public ZeroPadding2d() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("zeroPadding2d").or(() -> Windows.notPicture("zeroPadding2d", input)),
                () -> new Fit.Fits(
                        new ZeroPadding2d(name == null ? position.name() : name, padding),
                        Shape.of(
                                input.dimensions().get(0) + padding.top() + padding.bottom(),
                                input.dimensions().get(1) + padding.left() + padding.right(),
                                input.last()),
                        List.of()));
    }
}
