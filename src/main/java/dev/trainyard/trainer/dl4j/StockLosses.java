package dev.trainyard.trainer.dl4j;

import dev.trainyard.plan.Loss;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's own loss that comes nearest, for those who go on with DL4J; it has no Huber loss, and sums where ours halves. */
final class StockLosses {

    private StockLosses() {}

    static ILossFunction of(Loss loss) {
        return named(loss).getILossFunction();
    }

    private static LossFunction named(Loss loss) {
        return switch (loss) {
            case MSE, HUBER -> LossFunction.MSE;
            case SSE -> LossFunction.L2;
            case MAE -> LossFunction.MEAN_ABSOLUTE_ERROR;
            case BINARY_CROSSENTROPY -> LossFunction.XENT;
            case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY -> LossFunction.MCXENT;
            case HINGE -> LossFunction.HINGE;
            case POISSON -> LossFunction.POISSON;
            case KLD -> LossFunction.KL_DIVERGENCE;
            case COSINE -> LossFunction.COSINE_PROXIMITY;
            case AUTO -> throw new IllegalArgumentException("a resolved job names its loss");
        };
    }
}
