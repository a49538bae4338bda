package dev.trainyard.trainer.onnx;

import dev.trainyard.definition.ActivationFunction;
import java.util.List;

/** How ONNX says the activation functions, with the constants of the contract. */
final class OnnxActivation {

    private static final float GELU_SLOPE = 1.702f;

    private OnnxActivation() {}

    static String write(ActivationFunction function, String x, OnnxGraph graph) {
        List<String> input = List.of(x);
        return switch (function) {
            case LINEAR -> x;
            case SIGMOID -> graph.node("Sigmoid", input);
            case TANH -> graph.node("Tanh", input);
            case SOFTMAX -> graph.node("Softmax", input, new Attribute("axis", -1));
            case RELU -> graph.node("Relu", input);
            case LEAKY_RELU -> graph.node("LeakyRelu", input, new Attribute("alpha", 0.01f));
            case ELU -> graph.node("Elu", input, new Attribute("alpha", 1f));
            case SELU -> graph.node("Selu", input);
            case SOFTPLUS -> graph.node("Softplus", input);
            case SOFTSIGN -> graph.node("Softsign", input);
            case HARD_SIGMOID ->
                graph.node("HardSigmoid", input, new Attribute("alpha", 0.2f), new Attribute("beta", 0.5f));
            case SWISH -> gated(x, x, graph);
            case GELU -> gated(x, graph.node("Mul", List.of(x, graph.constant(GELU_SLOPE))), graph);
            case MISH -> graph.node("Mish", input);
            case AUTO -> throw new IllegalArgumentException("a resolved layer names its activation");
        };
    }

    /** {@code x sigmoid(gate)}. */
    private static String gated(String x, String gate, OnnxGraph graph) {
        return graph.node("Mul", List.of(x, graph.node("Sigmoid", List.of(gate))));
    }
}
