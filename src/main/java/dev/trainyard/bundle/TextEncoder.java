package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;

/**
 * Encodes a text as the numbers of its tokens, {@code [length]}, padded at the end.
 *
 * @param column the column that the training texts stood in
 * @param length how many tokens are read; the rest of a longer text is not
 */
@JsonTypeName("text")
public record TextEncoder(String column, Vocabulary vocabulary, int length) implements InputEncoder {

    @Override
    public Shape shape() {
        return Shape.of(length);
    }

    /**
     * Writes the first numbers of a text into {@code row} from {@code at}.
     *
     * @return how many of them there are, at least 1: an empty text is one unknown token
     */
    public int encode(int[] numbers, float[] row, int at) {
        int count = Math.min(numbers.length, length);
        for (int i = 0; i < length; i++) {
            row[at + i] = i < count ? numbers[i] : Vocabulary.PADDING;
        }
        if (count == 0) {
            row[at] = Vocabulary.UNKNOWN;
        }
        return Math.max(1, count);
    }
}
