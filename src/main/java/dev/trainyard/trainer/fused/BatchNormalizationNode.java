package dev.trainyard.trainer.fused;

import dev.trainyard.definition.layer.BatchNormalization;
import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/**
 * {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} for each channel, over all places of a batch in training, by the
 * running averages otherwise, and where the layer is frozen.
 */
final class BatchNormalizationNode implements Node {

    private final int channels;
    private final float epsilon;
    private final float taken;
    private final boolean frozen;
    private final Weights weights;
    private final int gamma;
    private final int beta;
    private final int movingMean;
    private final int movingVariance;
    private final float[] mean;
    private final float[] variance;
    private final float[] inverse;
    private final Room ofStandardized = new Room();
    private final Room ofAnswers = new Room();
    private boolean byBatch;
    private float[] standardized = new float[0];
    private float[] answers = new float[0];

    BatchNormalizationNode(BatchNormalization layer, Workbench bench) {
        String name = bench.report().name();
        this.channels = bench.report().inputShape().last();
        this.epsilon = layer.epsilon().floatValue();
        this.taken = (float) (1 - layer.momentum());
        this.frozen = bench.isFrozen();
        this.weights = bench.weights();
        this.gamma = weights.segment(name + "/gamma").from();
        this.beta = weights.segment(name + "/beta").from();
        this.movingMean = weights.segment(name + "/movingMean").from();
        this.movingVariance = weights.segment(name + "/movingVariance").from();
        this.mean = new float[channels];
        this.variance = new float[channels];
        this.inverse = new float[channels];
    }

    @Override
    public float[] forward(float[] input, Pass pass) {
        byBatch = pass.isTraining() && !frozen;
        if (byBatch) {
            measure(input);
        } else {
            System.arraycopy(weights.values(), movingMean, mean, 0, channels);
            System.arraycopy(weights.values(), movingVariance, variance, 0, channels);
        }
        for (int c = 0; c < channels; c++) {
            inverse[c] = (float) (1 / Math.sqrt(variance[c] + epsilon));
        }
        standardized = ofStandardized.of(input.length);
        answers = ofAnswers.of(input.length);
        answer(input, weights.values());
        return answers;
    }

    private void measure(float[] input) {
        Arrays.fill(mean, 0f);
        Arrays.fill(variance, 0f);
        for (int at = 0; at < input.length; at += channels) {
            for (int c = 0; c < channels; c++) {
                mean[c] += input[at + c];
            }
        }
        float share = (float) channels / input.length;
        for (int c = 0; c < channels; c++) {
            mean[c] *= share;
        }
        for (int at = 0; at < input.length; at += channels) {
            for (int c = 0; c < channels; c++) {
                float off = input[at + c] - mean[c];
                variance[c] += off * off;
            }
        }
        for (int c = 0; c < channels; c++) {
            variance[c] *= share;
        }
    }

    private void answer(float[] input, float[] w) {
        for (int at = 0; at < input.length; at += channels) {
            for (int c = 0; c < channels; c++) {
                float x = (input[at + c] - mean[c]) * inverse[c];
                standardized[at + c] = x;
                answers[at + c] = w[gamma + c] * x + w[beta + c];
            }
        }
    }

    @Override
    public float[] backward(float[] slopes, boolean further) {
        float[] into = weights.slopes();
        if (!byBatch) {
            Arrays.fill(into, gamma, movingVariance + channels, 0f);
            scale(slopes, weights.values());
            return slopes;
        }
        collect(slopes, into);
        for (int c = 0; c < channels; c++) {
            into[movingMean + c] = taken * (weights.values()[movingMean + c] - mean[c]);
            into[movingVariance + c] = taken * (weights.values()[movingVariance + c] - variance[c]);
        }
        back(slopes, into, weights.values());
        return slopes;
    }

    /** Running averages do not depend on the batch. */
    private void scale(float[] slopes, float[] w) {
        for (int at = 0; at < slopes.length; at += channels) {
            for (int c = 0; c < channels; c++) {
                slopes[at + c] *= w[gamma + c] * inverse[c];
            }
        }
    }

    private void collect(float[] slopes, float[] into) {
        Arrays.fill(into, gamma, gamma + channels, 0f);
        Arrays.fill(into, beta, beta + channels, 0f);
        for (int at = 0; at < slopes.length; at += channels) {
            for (int c = 0; c < channels; c++) {
                into[gamma + c] += slopes[at + c] * standardized[at + c];
                into[beta + c] += slopes[at + c];
            }
        }
    }

    private void back(float[] slopes, float[] sums, float[] w) {
        float share = (float) channels / slopes.length;
        for (int at = 0; at < slopes.length; at += channels) {
            for (int c = 0; c < channels; c++) {
                float own = slopes[at + c] - share * (sums[beta + c] + standardized[at + c] * sums[gamma + c]);
                slopes[at + c] = w[gamma + c] * inverse[c] * own;
            }
        }
    }
}
