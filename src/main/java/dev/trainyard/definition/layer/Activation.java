package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies an activation function and nothing else. */
@JsonTypeName("activation")
@AutoService(Layer.class)
public record Activation(
        @Nullable String name,

        @Parameter("The function; \"auto\" is linear, and follows from the target on the last layer.")
        ActivationFunction activation)
        implements Activated {

    public Activation {
        activation = activation == null ? ActivationFunction.AUTO : activation;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Activation() {
        this(null, null);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        Activation resolved = resolved(input, position);
        return Fit.unless(
                resolved.activation.misfit(input.last(), position), () -> new Fit.Fits(resolved, input, List.of()));
    }

    private Activation resolved(Shape input, Position position) {
        ActivationFunction auto =
                position.last() ? position.output().activation(input.last()) : ActivationFunction.LINEAR;
        return new Activation(
                name == null ? position.name() : name, activation == ActivationFunction.AUTO ? auto : activation);
    }
}
