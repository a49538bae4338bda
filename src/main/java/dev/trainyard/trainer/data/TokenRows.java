package dev.trainyard.trainer.data;

import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.trainer.engine.EncodedRows;

/** Texts as the numbers of their tokens, padded at the end; how long each is follows from its padding. */
record TokenRows(FloatRows numbers) implements FloatRows {

    @Override
    public int rows() {
        return numbers.rows();
    }

    @Override
    public int width() {
        return numbers.width();
    }

    @Override
    public int steps() {
        return numbers.width();
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        EncodedRows gathered = numbers.gather(order, from, to);
        return new EncodedRows(gathered.rows(), gathered.values(), lengths(gathered));
    }

    static int[] lengths(EncodedRows texts) {
        int steps = texts.width();
        int[] lengths = new int[texts.rows()];
        for (int row = 0; row < lengths.length; row++) {
            int length = steps;
            while (length > 0 && texts.values()[row * steps + length - 1] == Vocabulary.PADDING) {
                length--;
            }
            lengths[row] = length;
        }
        return lengths;
    }
}
