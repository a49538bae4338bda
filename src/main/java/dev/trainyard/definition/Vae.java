package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A variational autoencoder (Kingma and Welling 2013): the encoder tells where in a space of few numbers an example lies,
 * and how surely; the decoder makes an example of a place there, of a known one or of one that is drawn.
 *
 * @param latentSize how many numbers a place has
 * @param beta how much the places are pulled to a standard normal distribution (Higgins et al. 2017); 1 is the plain VAE
 * @param encoder its layers; one of mean and log variance is put behind them
 */
@JsonTypeName("vae")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Vae(@Nullable String name, Integer latentSize, Double beta, Gan.Player encoder, Gan.Player decoder)
        implements ModelDefinition {

    public static final String ENCODER = "encoder/";
    public static final String DECODER = "decoder/";

    /** What is put behind the encoder's layers: means, and behind them logarithms of variances. */
    public static final String LATENT = "latent";

    private static final int LARGEST_LATENT = 10_000;

    public Vae {
        Names.check("name", name);
        latentSize = latentSize == null ? 16 : latentSize;
        beta = beta == null ? 1 : beta;
        if (latentSize < 1 || latentSize > LARGEST_LATENT) {
            throw new IllegalArgumentException(
                    "latentSize is %d; it is from 1 to %d".formatted(latentSize, LARGEST_LATENT));
        }
        if (!(beta >= 0 && beta <= 1e6)) {
            throw new IllegalArgumentException("beta is %s; it is from 0 to 1000000".formatted(beta));
        }
        if (encoder == null || decoder == null) {
            throw new IllegalArgumentException("a vae has an encoder and a decoder, each with layers");
        }
    }
}
