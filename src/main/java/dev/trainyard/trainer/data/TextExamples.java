package dev.trainyard.trainer.data;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.List;

/** Texts as a caller would send them. */
final class TextExamples {

    private TextExamples() {}

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
