package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the largest number of each window of a series, feature by feature. */
@JsonTypeName("maxPooling1d")
@AutoService(Layer.class)
public record MaxPooling1d(
        @Nullable String name,

        @Parameter(value = "How many steps the window covers.", min = 1, max = Windows.MOST)
        Integer poolSize,

        @Parameter(value = "How far it moves at a time; by default its own size.", min = 1, max = Windows.MOST)
        @Nullable
        Integer strides,

        @Parameter(
                "\"valid\" keeps the window within; \"same\" puts zeros beyond the edges, so that strides of 1 keep the size.")
        Padding padding)
        implements Layer {

    public MaxPooling1d {
        poolSize = poolSize == null ? 2 : poolSize;
        padding = padding == null ? Padding.VALID : padding;
        Windows.within("poolSize", poolSize);
        if (strides != null) {
            Windows.within("strides", strides);
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public MaxPooling1d() {
        this(null, null, null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("maxPooling1d")
                        .or(() -> Windows.notSeries("maxPooling1d", input))
                        .or(() -> Windows.tooLong("poolSize", poolSize, poolSize, padding == Padding.VALID, input)),
                () -> fits(input, position));
    }

    /** How far the window moves at a time. */
    public int step() {
        return strides == null ? poolSize : strides;
    }

    private Fit fits(Shape input, Position position) {
        return new Fit.Fits(
                new MaxPooling1d(name == null ? position.name() : name, poolSize, step(), padding),
                Shape.of(padding.outputs(input.dimensions().get(0), poolSize, step()), input.last()),
                List.of());
    }
}
