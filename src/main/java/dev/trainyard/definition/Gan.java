package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.layer.Layer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two networks that learn from each other (Goodfellow et al. 2014): the generator makes examples of noise, the discriminator
 * tells them from real ones. Told what is left of pictures, the generator makes whole ones of it (Isola et al. 2017).
 *
 * @param latentSize how many numbers of noise an example is made of; null where it is made of what is left of a picture
 * @param condition what generator and discriminator are told, null when nothing
 * @param l1Weight how much the distance of a picture from the real one counts in the generator's loss; null where no
 *     picture belongs to another
 */
@JsonTypeName("gan")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gan(
        @Nullable String name,
        @Nullable Integer latentSize,
        Player generator,
        Player discriminator,
        @Nullable Condition condition,
        @Nullable Double l1Weight)
        implements ModelDefinition {

    public static final String GENERATOR = "generator/";
    public static final String DISCRIMINATOR = "discriminator/";

    private static final int LARGEST_LATENT = 10_000;
    private static final int USUAL_LATENT = 32;
    private static final double USUAL_L1_WEIGHT = 100;
    private static final double LARGEST_L1_WEIGHT = 1e6;

    public Gan {
        Names.check("name", name);
        boolean restores = condition != null && condition.isPicture();
        latentSize = latentSize == null && !restores ? (Integer) USUAL_LATENT : latentSize;
        l1Weight = l1Weight == null && restores ? (Double) USUAL_L1_WEIGHT : l1Weight;
        if (latentSize != null && (latentSize < 1 || latentSize > LARGEST_LATENT)) {
            throw new IllegalArgumentException(
                    "latentSize is %d; it is from 1 to %d".formatted(latentSize, LARGEST_LATENT));
        }
        if (l1Weight != null && !(l1Weight >= 0 && l1Weight <= LARGEST_L1_WEIGHT)) {
            throw new IllegalArgumentException("l1Weight is %s; it is from 0 to 1000000".formatted(l1Weight));
        }
        if (generator == null || discriminator == null) {
            throw new IllegalArgumentException("a gan has a generator and a discriminator, each with layers");
        }
    }

    public boolean tellsLabels() {
        return condition != null && condition.isLabel();
    }

    /** Whether whole pictures are made of what is left of them. */
    public boolean restores() {
        return condition != null && condition.isPicture();
    }

    /** How many numbers of noise an example is made of. */
    public int latent() {
        return Objects.requireNonNull(latentSize);
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
