package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;

/** Texts to be answered: of the numbers of their tokens, 1 at each one's place in the vocabulary and 0 elsewhere. */
record TokenTargets(FloatRows numbers, int vocabulary) implements FloatRows {

    @Override
    public int rows() {
        return numbers.rows();
    }

    @Override
    public int width() {
        return numbers.width() * vocabulary;
    }

    @Override
    public int steps() {
        return numbers.width();
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        EncodedRows gathered = numbers.gather(order, from, to);
        float[] places = new float[Math.multiplyExact(gathered.rows(), width())];
        int[] lengths = TokenRows.lengths(gathered);
        for (int row = 0; row < gathered.rows(); row++) {
            for (int step = 0; step < lengths[row]; step++) {
                int at = row * steps() + step;
                places[at * vocabulary + (int) gathered.values()[at]] = 1;
            }
        }
        return new EncodedRows(gathered.rows(), places, lengths);
    }
}
