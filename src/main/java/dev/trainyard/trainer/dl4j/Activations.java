package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.ActivationFunction;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** DL4J's activation functions by the contract's names. */
final class Activations {

    private Activations() {}

    static IActivation of(ActivationFunction function) {
        return named(function).getActivationFunction();
    }

    private static Activation named(ActivationFunction function) {
        return switch (function) {
            case LINEAR -> Activation.IDENTITY;
            case SIGMOID -> Activation.SIGMOID;
            case TANH -> Activation.TANH;
            case SOFTMAX -> Activation.SOFTMAX;
            case RELU -> Activation.RELU;
            case LEAKY_RELU -> Activation.LEAKYRELU;
            case ELU -> Activation.ELU;
            case SELU -> Activation.SELU;
            case SOFTPLUS -> Activation.SOFTPLUS;
            case SOFTSIGN -> Activation.SOFTSIGN;
            case HARD_SIGMOID -> Activation.HARDSIGMOID;
            case SWISH -> Activation.SWISH;
            case GELU -> Activation.GELU;
            case MISH -> Activation.MISH;
            case AUTO -> throw new IllegalArgumentException("a resolved layer names its activation");
        };
    }
}
