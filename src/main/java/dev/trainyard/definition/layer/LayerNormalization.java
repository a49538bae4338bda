package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Standardizes each example along its last axis, at each place by itself (Ba, Kiros and Hinton 2016). */
@JsonTypeName("layerNormalization")
@AutoService(Layer.class)
public record LayerNormalization(
        @Nullable String name,

        @Parameter(value = "Added to the variance, so that nothing is divided by zero.", above = 0)
        Double epsilon,

        @Parameter("Whether a number that is learned is added to each feature.")
        Boolean center,

        @Parameter("Whether each feature is multiplied by a number that is learned.")
        Boolean scale)
        implements Layer {

    public LayerNormalization {
        epsilon = epsilon == null ? 1e-3 : epsilon;
        center = center == null || center;
        scale = scale == null || scale;
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon is %s; it is a small number above 0".formatted(epsilon));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public LayerNormalization() {
        this(null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("gamma") ? Initializer.ONES : Initializer.ZEROS;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(position.misfitAtEnd("layerNormalization"), () -> fits(input, position));
    }

    private Fit fits(Shape input, Position position) {
        List<ParameterSpec> arrays = new ArrayList<>();
        if (scale) {
            arrays.add(ParameterSpec.trainable("gamma", input.last()));
        }
        if (center) {
            arrays.add(ParameterSpec.trainable("beta", input.last()));
        }
        return new Fit.Fits(
                new LayerNormalization(name == null ? position.name() : name, epsilon, center, scale), input, arrays);
    }
}
