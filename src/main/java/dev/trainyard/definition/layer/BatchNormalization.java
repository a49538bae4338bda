package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standardizes each input over the batch while training, and by running averages afterwards (Ioffe and Szegedy 2015).
 */
@JsonTypeName("batchNormalization")
@AutoService(Layer.class)
public record BatchNormalization(
        @Nullable String name,

        @Parameter(value = "The share of the running averages that each batch leaves as it is.", min = 0, below = 1)
        Double momentum,

        @Parameter(value = "Added to the variance, so that nothing is divided by zero.", above = 0)
        Double epsilon)
        implements Layer {

    public BatchNormalization {
        momentum = momentum == null ? 0.99 : momentum;
        epsilon = epsilon == null ? 1e-3 : epsilon;
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "momentum is %s; it is a share from 0 up to, but not, 1".formatted(momentum));
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon is %s; it is a small number above 0".formatted(epsilon));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public BatchNormalization() {
        this(null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("gamma") || array.equals("movingVariance") ? Initializer.ONES : Initializer.ZEROS;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(position.misfitAtEnd("batchNormalization"), () -> fits(input, position));
    }

    private Fit fits(Shape input, Position position) {
        int channels = input.last();
        return new Fit.Fits(
                new BatchNormalization(name == null ? position.name() : name, momentum, epsilon),
                input,
                List.of(
                        ParameterSpec.trainable("gamma", channels),
                        ParameterSpec.trainable("beta", channels),
                        ParameterSpec.statistic("movingMean", channels),
                        ParameterSpec.statistic("movingVariance", channels)));
    }
}
