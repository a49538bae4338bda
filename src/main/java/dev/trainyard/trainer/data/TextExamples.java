package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.Arrays;
import java.util.List;

/** Texts as a caller would send them. */
final class TextExamples {

    private TextExamples() {}

    private static final int LOOKED_AT_FOR_ONE = 64;

    /** The rows to look at for so many texts that say something. */
    static List<Integer> looked(Part part, int examples) {
        return Arrays.stream(part.numbers())
                .limit((long) examples * LOOKED_AT_FOR_ONE)
                .boxed()
                .toList();
    }

    /** Those that say something: an empty text is no example. */
    static List<String> visible(List<String> texts) {
        return texts.stream().filter(text -> !text.isBlank()).toList();
    }

    /** The texts as serving encodes them. */
    static EncodedRows encoded(List<String> texts, TextEncoder encoder) {
        Tokenizer tokenizer = new Tokenizer(encoder.vocabulary());
        float[] values = new float[texts.size() * encoder.width()];
        int[] lengths = new int[texts.size()];
        for (int row = 0; row < lengths.length; row++) {
            lengths[row] = encoder.encode(tokenizer.numbers(texts.get(row)), values, row * encoder.width());
        }
        return new EncodedRows(lengths.length, values, lengths);
    }
}
