package dev.trainyard.trainer.data;

import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.trainer.engine.EncodedRows;

/**
 * Examples with the right text behind each, one token late, so that each token is learned from those before it (teacher
 * forcing).
 *
 * @param read the examples
 * @param written the numbers of the texts' tokens with their ends, padded
 */
public record ForcedRows(FloatRows read, FloatRows written, PrefixedEncoder encoder) implements FloatRows {

    @Override
    public int rows() {
        return read.rows();
    }

    @Override
    public int width() {
        return encoder.width();
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        EncodedRows examples = unwritten(order, from, to);
        float[] texts = written.gather(order, from, to).values();
        int steps = written.width();
        for (int row = 0; row < examples.rows(); row++) {
            for (int step = 0; step < steps - 1 && texts[row * steps + step] > Vocabulary.PADDING; step++) {
                int number = (int) texts[row * steps + step];
                encoder.put(
                        examples.values(), row * width(), step, number == Vocabulary.END ? Vocabulary.PADDING : number);
            }
        }
        return examples;
    }

    /** The same examples with nothing written yet. */
    public EncodedRows unwritten(int[] order, int from, int to) {
        EncodedRows examples = read.gather(order, from, to);
        float[] values = new float[Math.multiplyExact(examples.rows(), width())];
        for (int row = 0; row < examples.rows(); row++) {
            System.arraycopy(examples.values(), row * read.width(), values, row * width(), read.width());
            encoder.begin(values, row * width());
        }
        return new EncodedRows(examples.rows(), values, examples.lengths());
    }

    @Override
    public FloatRows inEpoch(int epoch) {
        return new ForcedRows(read.inEpoch(epoch), written, encoder);
    }
}
