package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;

/** Examples that are runs of rows of one matrix, which holds each step once however many windows it is in. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StepRows(FloatMatrix all, int[] from, int[] length, int steps) implements Runs {

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
        for (int i = begin; i < end; i++) {
            int example = order[i];
            for (int step = 0; step < length[example]; step++) {
                all.copy(from[example] + step, values, (i - begin) * width() + step * all.width());
            }
        }
        return new EncodedRows(end - begin, values, lengths(order, begin, end));
    }
}
