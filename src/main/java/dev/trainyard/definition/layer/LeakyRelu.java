package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scales numbers below 0 down, and leaves the others as they are. */
@JsonTypeName("leakyRelu")
@AutoService(Layer.class)
public record LeakyRelu(
        @Nullable String name,

        @Parameter(value = "What numbers below 0 are multiplied by.", min = 0)
        Double negativeSlope)
        implements Layer {

    public LeakyRelu {
        negativeSlope = negativeSlope == null ? 0.3 : negativeSlope;
        if (!(negativeSlope >= 0)) {
            throw new IllegalArgumentException("negativeSlope is %s; it is 0 or more".formatted(negativeSlope));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public LeakyRelu() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("leakyRelu"),
                () -> new Fit.Fits(
                        new LeakyRelu(name == null ? position.name() : name, negativeSlope), input, List.of()));
    }
}
