package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds normally distributed noise while training. */
@JsonTypeName("gaussianNoise")
@AutoService(Layer.class)
public record GaussianNoise(
        @Nullable String name,

        @Parameter(value = "The standard deviation of the noise.", min = 0)
        Double stddev)
        implements Layer {

    public GaussianNoise {
        stddev = stddev == null ? 0.1 : stddev;
        if (!(stddev >= 0)) {
            throw new IllegalArgumentException("stddev is %s; it is 0 or more".formatted(stddev));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public GaussianNoise() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("gaussianNoise"),
                () -> new Fit.Fits(
                        new GaussianNoise(name == null ? position.name() : name, stddev), input, List.of()));
    }
}
