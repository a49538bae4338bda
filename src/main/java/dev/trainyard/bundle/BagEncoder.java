package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.Shape;
import dev.trainyard.plan.TextSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes a text as the bag of its words: a place for each word of the vocabulary, 1 where the text has it.
 *
 * @param column the column that the training texts stood in
 */
@JsonTypeName("bag-of-words")
public record BagEncoder(String column, Vocabulary vocabulary) implements InputEncoder {

    @Override
    public Shape shape() {
        return Shape.of(vocabulary.size() - TextSpec.RESERVED);
    }

    /** The words of a text that are told apart: signs are none, and capitals are as the vocabulary has them. */
    public static List<String> words(String text, boolean lowerCase) {
        return Tokens.of(text, TextSpec.Level.WORD, lowerCase).stream()
                .filter(Tokens::isWord)
                .distinct()
                .toList();
    }

    /** Writes the bag of a text's numbers into {@code row} from {@code at}; what is unknown has no place. */
    public void encode(int[] numbers, float[] row, int at) {
        Arrays.fill(row, at, at + width(), 0f);
        for (int number : numbers) {
            if (vocabulary.isToken(number)) {
                row[at + number - TextSpec.RESERVED] = 1f;
            }
        }
    }
}
