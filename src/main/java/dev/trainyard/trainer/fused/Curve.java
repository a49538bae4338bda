package dev.trainyard.trainer.fused;

import dev.trainyard.definition.ActivationFunction;

/** An activation function over all numbers of a batch, and the way back through it. */
interface Curve {

    /** Applies it to the sums; both arrays have the same length. */
    void apply(float[] sums, float[] answers);

    /** Multiplies slopes by the answers with its own, so that they become slopes by the sums. */
    void times(float[] slopes, float[] sums, float[] answers);

    /** The function as layers within a network have it: as exact as floats are, and fast. */
    static Curve of(ActivationFunction function, int width) {
        return switch (function) {
            case LINEAR -> FastCurve.LINEAR;
            case RELU -> FastCurve.RELU;
            case LEAKY_RELU -> FastCurve.LEAKY_RELU;
            case TANH -> FastCurve.TANH;
            case SIGMOID -> FastCurve.SIGMOID;
            case SOFTSIGN -> FastCurve.SOFTSIGN;
            case HARD_SIGMOID -> FastCurve.HARD_SIGMOID;
            default -> exact(function, width);
        };
    }

    /** The same computed in double precision, number by number: small probabilities keep all their digits. */
    static Curve exact(ActivationFunction function, int width) {
        return switch (function) {
            case SOFTMAX -> new Softmax(width);
            case TANH -> ExactCurve.TANH;
            case SIGMOID -> ExactCurve.SIGMOID;
            case ELU -> ExactCurve.ELU;
            case SELU -> ExactCurve.SELU;
            case SOFTPLUS -> ExactCurve.SOFTPLUS;
            case SWISH -> ExactCurve.SWISH;
            case GELU -> ExactCurve.GELU;
            case MISH -> ExactCurve.MISH;
            case AUTO -> throw new IllegalArgumentException("a resolved layer names its activation");
            default -> of(function, width);
        };
    }
}
