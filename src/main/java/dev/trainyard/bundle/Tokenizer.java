package dev.trainyard.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns text into the numbers of a vocabulary, and back. */
public final class Tokenizer {

    private final Vocabulary vocabulary;
    private final Map<String, Integer> numbers;

    public Tokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.numbers = vocabulary.numbers();
    }

    /** The number of each token, in their order. */
    public int[] numbers(String text) {
        return Tokens.of(text, vocabulary.level(), vocabulary.lowerCase()).stream()
                .mapToInt(token -> numbers.getOrDefault(token, Vocabulary.UNKNOWN))
                .toArray();
    }

    /** The text of numbers, up to the first that stands for an end; what stands for no token is left out. */
    public String text(int[] given) {
        List<String> tokens = new ArrayList<>();
        for (int number : given) {
            if (number == Vocabulary.END) {
                break;
            }
            if (vocabulary.isToken(number)) {
                tokens.add(vocabulary.token(number));
            }
        }
        return Tokens.join(tokens, vocabulary.level());
    }
}
