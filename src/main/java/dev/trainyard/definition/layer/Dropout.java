package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets a share of its inputs to zero while training and scales the rest up by {@code 1 / (1 - rate)}. */
@JsonTypeName("dropout")
@AutoService(Layer.class)
public record Dropout(
        @Nullable String name,

        @Parameter(value = "The share of inputs set to zero.", min = 0, below = 1)
        Double rate) implements Layer {

    public Dropout {
        rate = rate == null ? 0.5 : rate;
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate is %s; it is a share from 0 up to, but not, 1".formatted(rate));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Dropout() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("dropout"),
                () -> new Fit.Fits(new Dropout(name == null ? position.name() : name, rate), input, List.of()));
    }
}
