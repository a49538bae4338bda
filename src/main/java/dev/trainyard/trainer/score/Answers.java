package dev.trainyard.trainer.score;

import dev.trainyard.trainer.data.FloatMatrix;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.Engine;
import org.jspecify.annotations.Nullable;

/**
 * What a network answers for some rows, beside what it should.
 *
 * @param outputs row-major, {@code [rows, width]}
 * @param targets the same shape, encoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answers(int rows, int width, float[] outputs, float[] targets) {

    private static final int ROWS_AT_ONCE = 1024;

    /** Asks for the rows {@code order} of a part. */
    public static Answers of(Engine engine, Part part, int[] order) {
        FloatMatrix targets = part.targets();
        float[] outputs = new float[Math.multiplyExact(order.length, targets.width())];
        for (int from = 0; from < order.length; from += ROWS_AT_ONCE) {
            int to = Math.min(order.length, from + ROWS_AT_ONCE);
            float[] some = engine.predict(part.features().gather(order, from, to), to - from);
            System.arraycopy(some, 0, outputs, from * targets.width(), some.length);
        }
        return new Answers(order.length, targets.width(), outputs, targets.gather(order, 0, order.length));
    }

    /** Whether every number is one. */
    public boolean areFinite() {
        for (float output : outputs) {
            if (!Float.isFinite(output)) {
                return false;
            }
        }
        return true;
    }

    /** The mean over rows and outputs of the squared error, in the network's own units. */
    double meanSquaredError() {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double error = (double) outputs[i] - targets[i];
            sum += error * error;
        }
        return sum / outputs.length;
    }

    /** The mean loss, each row counting its weight. */
    double meanLoss(dev.trainyard.trainer.engine.RowLoss loss, float @Nullable [] weights) {
        double[] o = widened(outputs);
        double[] t = widened(targets);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += (weights == null ? 1 : weights[row]) * loss.value(o, t, row * width, width);
        }
        return sum / rows;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
