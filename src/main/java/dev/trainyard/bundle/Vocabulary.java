package dev.trainyard.bundle;

import dev.trainyard.plan.TextSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tokens that a network knows, the most frequent of the training part first. The token at place {@code i} is number
 * {@code i + 4}; the numbers before stand for padding, whatever is unknown, the start and the end of a text.
 *
 * @param size how many numbers the network tells apart, of which some may stand for nothing
 */
public record Vocabulary(TextSpec.Level level, boolean lowerCase, int size, List<String> tokens) {

    public static final int PADDING = 0;
    public static final int UNKNOWN = 1;
    public static final int START = 2;
    public static final int END = 3;

    public Vocabulary {
        tokens = List.copyOf(tokens);
        if (tokens.size() + TextSpec.RESERVED > size) {
            throw new IllegalArgumentException(
                    "a vocabulary of %d has no room for %d tokens".formatted(size, tokens.size()));
        }
    }

    /** Each token's number. */
    Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        tokens.forEach(token -> numbers.put(token, numbers.size() + TextSpec.RESERVED));
        return numbers;
    }

    /** Whether a number stands for a token of the text. */
    public boolean isToken(int number) {
        return number >= TextSpec.RESERVED && number < TextSpec.RESERVED + tokens.size();
    }

    /** Whether a number is one that a text can go on with: that of a token, or of the end. */
    public boolean canBeWritten(int number) {
        return number == END || isToken(number);
    }

    /** The token of a number that stands for one. */
    public String token(int number) {
        return tokens.get(number - TextSpec.RESERVED);
    }
}
