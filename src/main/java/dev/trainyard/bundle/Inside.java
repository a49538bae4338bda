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
 * @param stepping how the decoder, a file of its own, is asked for one token after the other; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Inside(
        List<Layer> layers,
        @Nullable String code,
        @Nullable Anomaly anomaly,
        @Nullable Prior prior,
        @Nullable Map<String, Double> spread,
        @Nullable Stepping stepping) {

    /** Of a network that is not asked step by step. */
    public Inside(
            List<Layer> layers,
            @Nullable String code,
            @Nullable Anomaly anomaly,
            @Nullable Prior prior,
            @Nullable Map<String, Double> spread) {
        this(layers, code, anomaly, prior, spread, null);
    }

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

    /**
     * A decoder that reads a token or a step of a sequence at a time.
     *
     * @param token its input for what was written last, {@code [N, 1]}, or for the last step, {@code [N, 1, cells]}
     * @param context what the whole network is asked for once, and the decoder reads a step of, {@code [N, 1, units]}
     * @param states what is carried from step to step; zeros at first
     */
    public record Stepping(String token, List<Layer> context, List<State> states) {

        public Stepping {
            context = List.copyOf(context);
            states = List.copyOf(states);
        }

        /** The decoder's input for what a layer of the whole network answers. */
        public static String contextTensor(String layer) {
            return "context/" + layer;
        }
    }

    /**
     * A state {@code [N, units]} of a recurrent layer.
     *
     * @param tensor the input that it goes in by
     * @param next the output that it comes out by
     */
    public record State(String tensor, String next, int units) {}

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
