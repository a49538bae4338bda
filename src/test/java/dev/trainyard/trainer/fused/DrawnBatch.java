package dev.trainyard.trainer.fused;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** Random examples for a job's network, with targets that its loss can have, and weights. */
@SuppressWarnings("NullAway") // a null fails the test by itself
final class DrawnBatch {

    private static final Set<ActivationFunction> POSITIVE =
            EnumSet.of(ActivationFunction.SOFTPLUS, ActivationFunction.SIGMOID, ActivationFunction.SOFTMAX);
    private static final Set<ActivationFunction> PROBABILITIES =
            EnumSet.of(ActivationFunction.SIGMOID, ActivationFunction.SOFTMAX);

    private DrawnBatch() {}

    /** Whether a loss is defined behind an activation. */
    static boolean fit(Loss loss, ActivationFunction activation) {
        return switch (loss) {
            case BINARY_CROSSENTROPY, CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY, KLD ->
                PROBABILITIES.contains(activation);
            case POISSON -> POSITIVE.contains(activation);
            default -> true;
        };
    }

    /** One of the targets of a row is 1, the others 0. */
    static Batch of(ResolvedJob job, int rows, long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] inputs = new float[rows * Math.toIntExact(job.input().size())];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        int[] lengths =
                job.examples().vary() ? lengths(rows, job.input().dimensions().get(0), random) : null;
        int steps = Math.max(1, job.output().steps());
        LayerReport last = job.layers().get(job.layers().size() - 1);
        int units = Math.toIntExact(last.outputShape().size()) / steps;
        float[] targets = new float[rows * steps * units];
        float[] weights = new float[rows * steps];
        for (int row = 0; row < rows * steps; row++) {
            targets[row * units + random.nextInt(units)] = 1;
            weights[row] = (float) (0.5 + random.nextDouble());
        }
        EncodedRows answers = new EncodedRows(rows, targets, job.output().steps() > 0 ? lengths : null);
        return new Batch(new EncodedRows(rows, inputs, lengths), answers, weights);
    }

    private static int[] lengths(int rows, int steps, SeededRandom random) {
        int[] lengths = new int[rows];
        for (int row = 0; row < rows; row++) {
            lengths[row] = 1 + random.nextInt(steps);
        }
        return lengths;
    }

    /** The same examples with other inputs, targets and weights in the steps that are padding. */
    static Batch paddedOtherwise(Batch batch, int steps) {
        int[] lengths = batch.inputs().lengths();
        EncodedRows inputs =
                new EncodedRows(batch.rows(), otherwise(batch.inputs().values(), lengths, steps), lengths);
        if (batch.targets().lengths() == null) {
            return new Batch(inputs, batch.targets(), batch.weights());
        }
        EncodedRows targets =
                new EncodedRows(batch.rows(), otherwise(batch.targets().values(), lengths, steps), lengths);
        return new Batch(inputs, targets, otherwise(batch.weights(), lengths, steps));
    }

    private static float[] otherwise(float[] values, int[] lengths, int steps) {
        float[] changed = values.clone();
        int width = values.length / lengths.length / steps;
        for (int row = 0; row < lengths.length; row++) {
            Arrays.fill(changed, (row * steps + lengths[row]) * width, (row + 1) * steps * width, 5f);
        }
        return changed;
    }
}
