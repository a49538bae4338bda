package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the largest number of each window of a picture, channel by channel. */
@JsonTypeName("maxPooling2d")
@AutoService(Layer.class)
public record MaxPooling2d(
        @Nullable String name,

        @Parameter("Height and width of the window: one number or two.")
        Area poolSize,

        @Parameter("How far it moves at a time; by default its own size.")
        @Nullable Area strides,

        @Parameter("\"valid\" keeps the window within; \"same\" puts zeros beyond the edges, so that strides of 1 keep the size.")
        Padding padding)
        implements Layer {

    public MaxPooling2d {
        poolSize = poolSize == null ? Area.TWO : poolSize;
        padding = padding == null ? Padding.VALID : padding;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public MaxPooling2d() {
        this(null, null, null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("maxPooling2d")
                        .or(() -> Windows.notPicture("maxPooling2d", input))
                        .or(() -> Windows.tooLarge("poolSize", poolSize, poolSize, padding, input)),
                () -> fits(input, position));
    }

    /** How far the window moves at a time. */
    public Area step() {
        return strides == null ? poolSize : strides;
    }

    private Fit fits(Shape input, Position position) {
        return new Fit.Fits(
                new MaxPooling2d(name == null ? position.name() : name, poolSize, step(), padding),
                Windows.slide(input, poolSize, step(), padding, input.last()),
                List.of());
    }
}
