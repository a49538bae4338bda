package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;
import java.util.Arrays;

/** Examples that are runs of rows of one matrix, which holds each step once however many windows it is in. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StepRows(FloatMatrix all, int[] from, int[] length, int steps) implements FloatRows {

    @Override
    public int rows() {
        return from.length;
    }

    @Override
    public int width() {
        return steps * all.width();
    }

    @Override
    public EncodedRows gather(int[] order, int begin, int end) {
        float[] values = new float[Math.multiplyExact(end - begin, width())];
        int[] lengths = new int[end - begin];
        for (int i = begin; i < end; i++) {
            int example = order[i];
            lengths[i - begin] = length[example];
            for (int step = 0; step < length[example]; step++) {
                all.copy(from[example] + step, values, (i - begin) * width() + step * all.width());
            }
        }
        return new EncodedRows(end - begin, values, varies() ? lengths : null);
    }

    private boolean varies() {
        return Arrays.stream(length).anyMatch(count -> count != steps);
    }
}
