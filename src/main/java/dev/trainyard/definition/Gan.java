package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.layer.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two networks that learn from each other (Goodfellow et al. 2014): the generator makes examples of noise, the discriminator
 * tells them from real ones.
 *
 * @param latentSize how many numbers of noise an example is made of
 * @param condition {@code label} when generator and discriminator are told a class, null when not; other conditions are
 *     read, and refused where jobs are planned
 */
@JsonTypeName("gan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gan(
        @Nullable String name,
        Integer latentSize,
        Player generator,
        Player discriminator,
        @Nullable Object condition) implements ModelDefinition {

    /** What {@link #condition} is when it is the class of an example. */
    public static final String LABEL = "label";

    public static final String GENERATOR = "generator/";
    public static final String DISCRIMINATOR = "discriminator/";

    private static final int LARGEST_LATENT = 10_000;

    public Gan {
        Names.check("name", name);
        latentSize = latentSize == null ? 32 : latentSize;
        if (latentSize < 1 || latentSize > LARGEST_LATENT) {
            throw new IllegalArgumentException(
                    "latentSize is %d; it is from 1 to %d".formatted(latentSize, LARGEST_LATENT));
        }
        if (generator == null || discriminator == null) {
            throw new IllegalArgumentException("a gan has a generator and a discriminator, each with layers");
        }
    }

    public boolean tellsLabels() {
        return LABEL.equals(condition);
    }

    /** One of the two networks. */
    public record Player(List<Layer> layers) {
        public Player {
            if (layers == null || layers.isEmpty()) {
                throw new IllegalArgumentException("layers is empty; each of the two networks has at least one");
            }
            if (layers.size() > Sequential.MOST_LAYERS) {
                throw new IllegalArgumentException(
                        "layers has %d; a network has at most %d".formatted(layers.size(), Sequential.MOST_LAYERS));
            }
            layers = List.copyOf(layers);
        }
    }
}
