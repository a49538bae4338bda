package dev.trainyard.trainer.dl4j;

import dev.trainyard.plan.Loss;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

/** DL4J's own losses, for those who go on with DL4J, weighed as ours are. */
final class StockLosses {

    private static final Set<Loss> UNWEIGHED = EnumSet.of(Loss.HINGE, Loss.POISSON, Loss.KLD, Loss.COSINE);

    private StockLosses() {}

    /** Why DL4J cannot do the same, if it cannot. */
    static Optional<String> missing(Loss loss, double weight) {
        if (loss == Loss.HUBER) {
            return Optional.of("DL4J has no huber loss");
        }
        return UNWEIGHED.contains(loss) && weight != 1
                ? Optional.of("DL4J cannot weigh the loss %s by %s"
                        .formatted(loss.name().toLowerCase(Locale.ROOT), weight))
                : Optional.empty();
    }

    /**
     * The loss.
     *
     * @param width how many numbers are answered
     */
    static ILossFunction of(Loss loss, double weight, int width) {
        INDArray weights = weights(weight * factor(loss, width), width);
        return switch (loss) {
            case MSE -> new LossMSE(weights);
            case SSE -> new LossL2(weights);
            case MAE -> new LossMAE(weights);
            case BINARY_CROSSENTROPY -> new LossBinaryXENT(weights);
            case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY -> new LossMCXENT(weights);
            case HINGE -> new LossHinge();
            case POISSON -> new LossPoisson();
            case KLD -> new LossKLD();
            case COSINE -> new LossCosineProximity();
            case HUBER, AUTO -> throw new IllegalArgumentException("DL4J has no loss " + loss);
        };
    }

    /** DL4J adds up where ours halves, or takes the mean. */
    private static double factor(Loss loss, int width) {
        return switch (loss) {
            case SSE -> 0.5;
            case BINARY_CROSSENTROPY -> 1.0 / width;
            default -> 1;
        };
    }

    private static @Nullable INDArray weights(double weight, int width) {
        return weight == 1 ? null : Nd4j.valueArrayOf(1, width, weight);
    }
}
