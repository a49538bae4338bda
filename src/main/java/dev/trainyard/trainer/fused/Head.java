package dev.trainyard.trainer.fused;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.plan.Loss;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.RowLoss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last activation and the loss behind it, in double precision: the mean over the rows, each counting its weight; where
 * each step of an example is answered, the steps are the rows.
 */
final class Head {

    private final Curve curve;
    private final @Nullable RowLoss ofSums;
    private final RowLoss ofAnswers;
    private final int width;
    private final int steps;
    private final Room answersRoom = new Room();
    private final Room slopesRoom = new Room();
    private float[] answers = new float[0];
    private float[] slopes = new float[0];
    private double[] outputs = new double[0];
    private double[] targets = new double[0];
    private double[] exact = new double[0];

    /**
     * @param width of a row of the loss
     * @param units that the activation sees together
     * @param steps of an example that each have an answer, 1 where the example has one
     */
    Head(Loss loss, ActivationFunction activation, int width, int units, int steps) {
        this(RowLoss.onSums(loss, activation).orElse(null), RowLoss.of(loss), activation, width, units, steps);
    }

    /** The same with a loss of its answers that has no name. */
    Head(RowLoss loss, ActivationFunction activation, int width, int units, int steps) {
        this(null, loss, activation, width, units, steps);
    }

    private Head(
            @Nullable RowLoss ofSums,
            RowLoss ofAnswers,
            ActivationFunction activation,
            int width,
            int units,
            int steps) {
        this.curve = Curve.exact(activation, units);
        this.ofSums = ofSums;
        this.ofAnswers = ofAnswers;
        this.width = width;
        this.steps = steps;
    }

    /** What the network answers, as an array of the caller's. */
    float[] answers(float[] sums) {
        float[] own = new float[sums.length];
        curve.apply(sums, own);
        return own;
    }

    /** The mean loss of a batch; its {@link #slopes} are known afterwards. */
    double loss(float[] sums, Batch batch) {
        slopes = slopesRoom.of(sums.length);
        targets = widened(batch.targets().values(), targets);
        exact = exact.length >= sums.length ? exact : new double[sums.length];
        return ofSums == null ? ofAnswers(sums, batch) : ofRows(ofSums, sums, batch);
    }

    private double ofAnswers(float[] sums, Batch batch) {
        answers = answersRoom.of(sums.length);
        curve.apply(sums, answers);
        double loss = ofRows(ofAnswers, answers, batch);
        curve.times(slopes, sums, answers);
        return loss;
    }

    private double ofRows(RowLoss loss, float[] given, Batch batch) {
        outputs = widened(given, outputs);
        int[] lengths = batch.targets().lengths();
        int answered = lengths == null ? given.length / width : total(lengths);
        double sum = 0;
        for (int row = 0; row < given.length / width; row++) {
            if (lengths == null || row % steps < lengths[row / steps]) {
                double weight = weight(batch.weights(), row, given.length / width);
                sum += weight * loss.valueAndSlope(outputs, targets, row * width, width, exact);
                tell(row, weight / answered);
            } else {
                Arrays.fill(slopes, row * width, (row + 1) * width, 0f);
            }
        }
        return sum / answered;
    }

    private static int total(int[] lengths) {
        int total = 0;
        for (int length : lengths) {
            total += length;
        }
        return total;
    }

    private void tell(int row, double share) {
        for (int i = row * width; i < (row + 1) * width; i++) {
            slopes[i] = (float) (exact[i] * share);
        }
    }

    /** Weights are those of the examples, or of each of their steps. */
    private double weight(float @Nullable [] weights, int row, int rows) {
        if (weights == null) {
            return 1;
        }
        return weights.length == rows ? weights[row] : weights[row / steps];
    }

    private static double[] widened(float[] values, double[] present) {
        double[] wide = present.length >= values.length ? present : new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** The slopes of the last batch's loss by each sum. */
    float[] slopes() {
        return slopes;
    }
}
