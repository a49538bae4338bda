package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;

/**
 * Windows of one long text, as the numbers of its tokens.
 *
 * @param tokens one number a row
 * @param first the token at which the first window begins
 * @param stride how far apart windows begin
 * @param length how many tokens a window has
 */
record WindowRows(FloatRows tokens, int first, int stride, int length, int rows) implements FloatRows {

    @Override
    public int width() {
        return length;
    }

    @Override
    public int steps() {
        return length;
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        int[] places = new int[(to - from) * length];
        for (int i = 0; i < places.length; i++) {
            places[i] = first + order[from + i / length] * stride + i % length;
        }
        return new EncodedRows(
                to - from, tokens.gather(places, 0, places.length).values());
    }
}
