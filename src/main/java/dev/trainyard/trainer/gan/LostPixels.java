package dev.trainyard.trainer.gan;

import dev.trainyard.trainer.engine.RowLoss;
import org.jspecify.annotations.Nullable;

/**
 * The distance of a made picture from the real one: the mean absolute error over all its numbers, to which those that are
 * kept add nothing.
 *
 * @param weight what it is multiplied by
 * @param lost 1 for numbers that are made, 0 for those that are kept; null where all are made
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LostPixels(double weight, float @Nullable [] lost) implements RowLoss {

    @Override
    public double value(double[] outputs, double[] targets, int at, int width) {
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += isLost(i) ? Math.abs(outputs[at + i] - targets[at + i]) : 0;
        }
        return weight * sum / width;
    }

    @Override
    public void slope(double[] outputs, double[] targets, int at, int width, double[] into) {
        for (int i = 0; i < width; i++) {
            into[at + i] = isLost(i) ? weight * Math.signum(outputs[at + i] - targets[at + i]) / width : 0;
        }
    }

    private boolean isLost(int i) {
        return lost == null || lost[i] > 0;
    }

    /** Pictures whose kept numbers are those of others. */
    float[] keeping(float[] made, float[] kept) {
        if (lost == null) {
            return made;
        }
        float[] pictures = kept.clone();
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = isLost(i % lost.length) ? made[i] : pictures[i];
        }
        return pictures;
    }

    /** Adds each picture's slopes to those of another loss, and leaves none where numbers are kept. */
    void addSlopes(float[] made, float[] real, int width, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = isLost(i % width) ? into[i] + (float) (weight * Math.signum(made[i] - real[i]) / width) : 0;
        }
    }
}
