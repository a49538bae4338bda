package dev.trainyard.trainer.engine;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.plan.Loss;
import java.util.Optional;

/** The loss of one row, in double precision; arrays hold many rows, and {@code at} is where this one begins. */
public interface RowLoss {

    /** What these outputs cost. */
    double value(double[] outputs, double[] targets, int at, int width);

    /** Its derivative by each output, written where the outputs stand. */
    void slope(double[] outputs, double[] targets, int at, int width, double[] into);

    /** Both at once, which is cheaper where they have something in common. */
    default double valueAndSlope(double[] outputs, double[] targets, int at, int width, double[] into) {
        slope(outputs, targets, at, width, into);
        return value(outputs, targets, at, width);
    }

    /** The loss as a function of the network's answers. */
    static RowLoss of(Loss loss) {
        return switch (loss) {
            case MSE -> AnswerLosses.MSE;
            case SSE -> AnswerLosses.SSE;
            case MAE -> AnswerLosses.MAE;
            case HUBER -> AnswerLosses.HUBER;
            case BINARY_CROSSENTROPY -> AnswerLosses.BINARY_CROSSENTROPY;
            case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY -> AnswerLosses.CATEGORICAL_CROSSENTROPY;
            case HINGE -> AnswerLosses.HINGE;
            case POISSON -> AnswerLosses.POISSON;
            case KLD -> AnswerLosses.KLD;
            case COSINE -> new CosineLoss();
            case AUTO -> throw new IllegalArgumentException("a resolved job names its loss");
        };
    }

    /**
     * The loss as a function of the last layer's sums, before their activation, where the two cancel into something
     * that neither overflows nor loses digits.
     */
    static Optional<RowLoss> onSums(Loss loss, ActivationFunction activation) {
        if (activation == ActivationFunction.SIGMOID && loss == Loss.BINARY_CROSSENTROPY) {
            return Optional.of(new SumLosses.SigmoidCrossentropy());
        }
        boolean categorical = loss == Loss.CATEGORICAL_CROSSENTROPY || loss == Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
        return activation == ActivationFunction.SOFTMAX && categorical
                ? Optional.of(new SumLosses.SoftmaxCrossentropy())
                : Optional.empty();
    }
}
