package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;

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
    MISH
}
