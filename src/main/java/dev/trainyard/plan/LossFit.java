package dev.trainyard.plan;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Graph;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.Vae;
import dev.trainyard.definition.layer.Activated;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.problem.Suggestion;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which loss goes with what the network answers. The answers of a classification are taken for probabilities, so its last
 * layer answers between 0 and 1.
 *
 * @param activation of the last layer
 * @param units of the last layer
 */
record LossFit(ActivationFunction activation, int units, Output output, String layerPointer) {

    private static final Set<ActivationFunction> WITHIN_ONE =
            EnumSet.of(ActivationFunction.SIGMOID, ActivationFunction.HARD_SIGMOID, ActivationFunction.SOFTMAX);
    private static final Set<ActivationFunction> BOUNDED = EnumSet.of(
            ActivationFunction.SIGMOID,
            ActivationFunction.HARD_SIGMOID,
            ActivationFunction.TANH,
            ActivationFunction.SOFTSIGN);

    /** @param definition where the definition stands in the request */
    static LossFit of(ShapeInference network, Output output, String definition) {
        return of(network, network.layers().get(network.layers().size() - 1), output, definition);
    }

    /** @param report the layer that answers */
    static LossFit of(ShapeInference network, LayerReport report, Output output, String definition) {
        String list = network.definition() instanceof Graph
                ? "nodes"
                : network.definition() instanceof Vae ? "decoder/layers" : "layers";
        Layer end = report.layer();
        ActivationFunction activation =
                end instanceof Activated activated ? activated.activation() : ActivationFunction.LINEAR;
        int units = report.outputShape().last();
        return new LossFit(
                activation, units, output, "%s/%s/%d/activation".formatted(definition, list, report.index()));
    }

    /** The loss that {@code "auto"} stands for. */
    Loss usual() {
        if (!output.isClassification()) {
            return Loss.MSE;
        }
        return activation == ActivationFunction.SOFTMAX ? Loss.CATEGORICAL_CROSSENTROPY : Loss.BINARY_CROSSENTROPY;
    }

    /** @param pointer where the loss is asked for */
    void check(Loss loss, String pointer, Preprocessing preprocessing, Remarks remarks) {
        if (output.isClassification()) {
            checkProbabilities(remarks);
            checkOfClasses(loss, pointer, remarks);
        } else {
            checkValues(preprocessing, remarks);
            checkOfValues(loss, pointer, preprocessing, remarks);
        }
    }

    private void checkProbabilities(Remarks remarks) {
        if (output.isMultiLabel() && activation == ActivationFunction.SOFTMAX) {
            remarks.violation(
                    layerPointer,
                    "activation_mismatch",
                    "softmax shares 1 out among %d labels, and a row may have several of them; sigmoid answers for each by itself"
                            .formatted(units),
                    Suggestion.add(layerPointer, "sigmoid"));
        } else if (!WITHIN_ONE.contains(activation)) {
            String fitting = units == 1 || output.isMultiLabel() ? "sigmoid" : "softmax";
            remarks.violation(
                    layerPointer,
                    "activation_mismatch",
                    "the last layer's %s does not answer probabilities; a classification ends in %s"
                            .formatted(Words.of(activation), fitting),
                    Suggestion.add(layerPointer, fitting));
        } else if (output.isOneClass() && units > 1 && activation != ActivationFunction.SOFTMAX) {
            remarks.warning(
                    "probabilities_do_not_sum",
                    "%s answers for each of %d classes by itself, so their probabilities need not sum to 1; softmax would"
                            .formatted(Words.of(activation), units));
        }
    }

    private void checkOfClasses(Loss loss, String pointer, Remarks remarks) {
        boolean fits = switch (loss) {
            case BINARY_CROSSENTROPY -> activation != ActivationFunction.SOFTMAX;
            case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY, KLD, COSINE ->
                units > 1 && output.isOneClass();
            case POISSON -> false;
            case AUTO, MSE, SSE, MAE, HUBER, HINGE -> true;
        };
        if (!fits) {
            mismatch(
                    loss,
                    pointer,
                    "%d %s of %s that tell %s"
                            .formatted(
                                    units,
                                    units == 1 ? "output" : "outputs",
                                    Words.of(activation),
                                    output.isMultiLabel()
                                            ? "%d labels".formatted(units)
                                            : "%d classes apart".formatted(output.classes())),
                    remarks);
        }
    }

    private void checkValues(Preprocessing preprocessing, Remarks remarks) {
        if (activation == ActivationFunction.SOFTMAX) {
            remarks.violation(
                    layerPointer,
                    "activation_mismatch",
                    "softmax shares 1 out among the outputs, and the target is numbers; a regression ends in linear",
                    Suggestion.add(layerPointer, "linear"));
        } else if (BOUNDED.contains(activation) && preprocessing.numeric() != Preprocessing.Numeric.MIN_MAX) {
            remarks.warning(
                    "bounded_output",
                    "%s cannot answer beyond 1, and the target may lie there; use linear, or preprocessing.numeric min-max"
                            .formatted(Words.of(activation)));
        }
    }

    private void checkOfValues(Loss loss, String pointer, Preprocessing preprocessing, Remarks remarks) {
        if (loss == Loss.BINARY_CROSSENTROPY && output.rebuilds()) {
            checkChances(preprocessing, remarks);
            return;
        }
        boolean fits = switch (loss) {
            case BINARY_CROSSENTROPY, CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY, HINGE, KLD -> false;
            case COSINE -> units > 1;
            case AUTO, MSE, SSE, MAE, HUBER, POISSON -> true;
        };
        if (!fits) {
            mismatch(
                    loss,
                    pointer,
                    units == 1 ? "a target of 1 number" : "a target of %d numbers".formatted(units),
                    remarks);
        }
        if (loss == Loss.POISSON) {
            checkPoisson(preprocessing, remarks);
        }
    }

    /** What is rebuilt by chances lies between 0 and 1, as the chances do. */
    private void checkChances(Preprocessing preprocessing, Remarks remarks) {
        if (activation != ActivationFunction.SIGMOID && activation != ActivationFunction.HARD_SIGMOID) {
            remarks.violation(
                    layerPointer,
                    "activation_mismatch",
                    "binaryCrossentropy takes answers for chances, and %s answers beyond 0 and 1; sigmoid does not"
                            .formatted(Words.of(activation)),
                    Suggestion.add(layerPointer, "sigmoid"));
        }
        if (preprocessing.numeric() == Preprocessing.Numeric.STANDARDIZE) {
            remarks.violation(
                    "/preprocessing",
                    "loss_mismatch",
                    "binaryCrossentropy rebuilds numbers from 0 to 1, and standardized ones go beyond",
                    Suggestion.add("/preprocessing", Map.of("numeric", "min-max")));
        }
    }

    /** Counts are 0 or more, and so must be what stands for them. */
    private void checkPoisson(Preprocessing preprocessing, Remarks remarks) {
        if (preprocessing.numeric() == Preprocessing.Numeric.STANDARDIZE) {
            remarks.violation(
                    "/preprocessing",
                    "loss_mismatch",
                    "poisson needs targets of 0 or more, and standardizing makes half of them negative",
                    Suggestion.add("/preprocessing", Map.of("numeric", "none")));
        }
        if (activation != ActivationFunction.SOFTPLUS && activation != ActivationFunction.SIGMOID) {
            remarks.violation(
                    layerPointer,
                    "activation_mismatch",
                    "poisson takes the logarithm of the answers, and %s answers 0 or less; softplus does not"
                            .formatted(Words.of(activation)),
                    Suggestion.add(layerPointer, "softplus"));
        }
    }

    private void mismatch(Loss loss, String pointer, String why, Remarks remarks) {
        remarks.violation(
                pointer,
                "loss_mismatch",
                "%s does not fit %s; %s does".formatted(Words.of(loss), why, Words.of(usual())),
                Suggestion.replace(pointer, Words.of(usual())));
    }
}
