package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Optional;

/** What a layer does to its sums, elementwise except {@link #SOFTMAX}. */
public enum ActivationFunction {
    /** Linear, but for the last layer, where it follows from the target. */
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("linear")
    @JsonAlias("identity")
    LINEAR,
    @JsonProperty("sigmoid")
    SIGMOID,
    @JsonProperty("tanh")
    TANH,
    @JsonProperty("softmax")
    SOFTMAX,
    @JsonProperty("relu")
    RELU,
    /** {@code x < 0 ? 0.01 x : x}. */
    @JsonProperty("leakyRelu")
    LEAKY_RELU,
    @JsonProperty("elu")
    ELU,
    @JsonProperty("selu")
    SELU,
    @JsonProperty("softplus")
    SOFTPLUS,
    @JsonProperty("softsign")
    SOFTSIGN,
    /** {@code clip(0.2 x + 0.5, 0, 1)}. */
    @JsonProperty("hardSigmoid")
    HARD_SIGMOID,
    @JsonProperty("swish")
    SWISH,
    /** {@code x sigmoid(1.702 x)}, the sigmoid approximation of Hendrycks and Gimpel (2016), section 2. */
    @JsonProperty("gelu")
    GELU,
    @JsonProperty("mish")
    MISH;

    /** Why a layer that answers such a shape cannot end in this function; the pointer is relative to the layer. */
    public Optional<Violation> misfit(Shape output, Position position) {
        if (this == SOFTMAX && output.rank() > 1 && !position.last()) {
            return Optional.of(new Violation(
                    "/activation",
                    "softmax_within",
                    "within a network softmax over an output of shape %s is a layer of its own: make this one linear and put {\"type\":\"activation\",\"activation\":\"softmax\"} behind it"
                            .formatted(output),
                    Suggestion.replace("/activation", "linear")));
        }
        return misfit(output.last(), position);
    }

    /** Why this function cannot be applied to so many units; the pointer is relative to the layer. */
    public Optional<Violation> misfit(int units, Position position) {
        if (this != SOFTMAX || units != 1) {
            return Optional.empty();
        }
        boolean twoClasses = position.last() && position.output().isClassification();
        return Optional.of(new Violation(
                "/activation",
                "softmax_needs_units",
                "softmax shares 1 out among the units, so over 1 unit it always answers 1",
                Suggestion.replace("/activation", twoClasses ? "sigmoid" : "linear")));
    }
}
