package dev.trainyard.trainer.score;

import dev.trainyard.trainer.data.FloatRows;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.RowLoss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a network answers for some examples, beside what it should; each step of a sequence counts as a row.
 *
 * @param outputs row-major, {@code [rows, width]}
 * @param targets the same shape, encoded
 * @param owners which example a row is a step of, null when each row is an example
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answers(int rows, int width, float[] outputs, float[] targets, int @Nullable [] owners) {

    private static final int WIDE_AT_ONCE = 256;

    Answers(int rows, int width, float[] outputs, float[] targets) {
        this(rows, width, outputs, targets, null);
    }

    /** Asks for the examples {@code order} of a part. */
    public static Answers of(Engine engine, Part part, int[] order) {
        FloatRows targets = part.targets();
        float[] outputs = new float[Math.multiplyExact(order.length, targets.width())];
        Room room = new Room();
        for (int from = 0; from < order.length; from += engine.rowsAtOnce()) {
            int to = Math.min(order.length, from + engine.rowsAtOnce());
            float[] some = engine.predict(part.features().gather(order, from, to, room));
            System.arraycopy(some, 0, outputs, from * targets.width(), some.length);
        }
        EncodedRows wanted = targets.gather(order, 0, order.length);
        return targets.steps() == 1
                ? new Answers(order.length, targets.width(), outputs, wanted.values())
                : ofSteps(targets, outputs, wanted);
    }

    /** Makes each real step of the sequences a row of its own. */
    private static Answers ofSteps(FloatRows targets, float[] outputs, EncodedRows wanted) {
        int steps = targets.steps();
        int units = targets.width() / steps;
        int[] lengths = wanted.lengths();
        int real =
                lengths == null ? wanted.rows() * steps : Arrays.stream(lengths).sum();
        float[] answered = new float[real * units];
        float[] asked = new float[real * units];
        int[] owners = new int[real];
        int at = 0;
        for (int row = 0; row < wanted.rows(); row++) {
            int count = lengths == null ? steps : lengths[row];
            System.arraycopy(outputs, row * targets.width(), answered, at * units, count * units);
            System.arraycopy(wanted.values(), row * targets.width(), asked, at * units, count * units);
            Arrays.fill(owners, at, at + count, row);
            at += count;
        }
        return new Answers(real, units, answered, asked, owners);
    }

    /** One output of all rows, by itself. */
    Answers output(int column) {
        return outputs(column, 1);
    }

    /** Some neighbouring outputs of all rows, by themselves. */
    Answers outputs(int from, int count) {
        float[] answered = new float[rows * count];
        float[] asked = new float[rows * count];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(outputs, row * width + from, answered, row * count, count);
            System.arraycopy(targets, row * width + from, asked, row * count, count);
        }
        return new Answers(rows, count, answered, asked, owners);
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

    /** The mean over rows and outputs of the absolute error, in the network's own units. */
    double meanAbsoluteError() {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            sum += Math.abs((double) outputs[i] - targets[i]);
        }
        return sum / outputs.length;
    }

    /**
     * The mean loss.
     *
     * @param weights what each row counts, or {@code [examples, steps]} what each step does; null where each counts 1
     */
    double meanLoss(RowLoss loss, float @Nullable [] weights) {
        double sum = 0;
        int steps = owners == null || weights == null || rows == 0 ? 1 : weights.length / (owners[rows - 1] + 1);
        int step = 0;
        Widened some = new Widened();
        for (int row = 0; row < rows; row++) {
            step = owners == null || row == 0 || owners[row] != owners[row - 1] ? 0 : step + 1;
            int at = owners == null ? row : owners[row] * steps + step;
            sum += (weights == null ? 1 : weights[at]) * some.loss(loss, row);
        }
        return sum / rows;
    }

    /** The loss of each example, over its steps the mean. */
    double[] losses(RowLoss loss) {
        Widened some = new Widened();
        int examples = owners == null ? rows : rows == 0 ? 0 : owners[rows - 1] + 1;
        double[] sums = new double[examples];
        int[] steps = new int[examples];
        for (int row = 0; row < rows; row++) {
            int owner = owners == null ? row : owners[row];
            sums[owner] += some.loss(loss, row);
            steps[owner]++;
        }
        for (int example = 0; example < examples; example++) {
            sums[example] /= Math.max(1, steps[example]);
        }
        return sums;
    }

    /** Rows in double precision, a few at a time: all of them would take twice the memory of the answers. */
    private final class Widened {

        private final double[] answered = new double[Math.min(rows, WIDE_AT_ONCE) * width];
        private final double[] asked = new double[answered.length];

        /** To be asked for one row after the other, from the first on. */
        double loss(RowLoss loss, int row) {
            int at = row % WIDE_AT_ONCE * width;
            if (at == 0) {
                widen(row * width);
            }
            return loss.value(answered, asked, at, width);
        }

        private void widen(int from) {
            int count = Math.min(answered.length, outputs.length - from);
            for (int i = 0; i < count; i++) {
                answered[i] = outputs[from + i];
                asked[i] = targets[from + i];
            }
        }
    }
}
