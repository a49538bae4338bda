package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a network can be asked for besides its answer.
 *
 * @param layers whose outputs can be read
 * @param code the layer that is meant when none is named, null when one must be
 * @param anomaly how odd an example is, null when that cannot be told
 * @param prior of what the decoder, a file of its own, makes examples; null where there is none
 * @param spread how far forecasts lie from what came, by target column: the root of the mean squared error on the validation
 *     part in the network's own units; null where no numbers are forecast
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inside(
        List<Layer> layers,
        @Nullable String code,
        @Nullable Anomaly anomaly,
        @Nullable Prior prior,
        @Nullable Map<String, Double> spread) {

    public Inside {
        layers = List.copyOf(layers);
        spread = spread == null ? null : Map.copyOf(spread);
    }

    /** Of a network that forecasts nothing. */
    public Inside(List<Layer> layers, @Nullable String code, @Nullable Anomaly anomaly, @Nullable Prior prior) {
        this(layers, code, anomaly, prior, null);
    }

    /** Of a network that makes nothing of noise. */
    public Inside(List<Layer> layers, @Nullable String code, @Nullable Anomaly anomaly) {
        this(layers, code, anomaly, null);
    }

    public Optional<Layer> layer(String name) {
        return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /**
     * A layer.
     *
     * @param tensor the output of the ONNX file that holds what it answers
     * @param shape of that for one example
     */
    public record Layer(String name, String tensor, Shape shape) {}

    /** Standard normal noise of so many numbers. */
    public record Prior(int latentSize) {}

    /**
     * An example whose score is above the threshold is an anomaly.
     *
     * @param measure {@code free-energy}, {@code negative-elbo} (a bound on the negative logarithm of how likely it is, up to a
     *     constant), or {@code reconstruction-error}, the mean squared error of what is rebuilt
     * @param tensor the output of the ONNX file that holds the score {@code [N, 1]}; null where the score is worked out
     *     from input and answer
     * @param share of the examples the threshold was taken from that lie below it
     * @param from the part those examples are from, such as {@code validation}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Anomaly(String measure, @Nullable String tensor, double threshold, double share, String from) {}
}
