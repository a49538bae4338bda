package dev.trainyard.prediction;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.plan.TextSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads texts as callers send them into bags of words. */
final class BagReader implements ExampleReader {

    private final BagEncoder encoder;
    private final Tokenizer tokenizer;

    BagReader(BagEncoder encoder) {
        this.encoder = encoder;
        this.tokenizer = new Tokenizer(encoder.vocabulary());
    }

    @Override
    public String field() {
        return "texts";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> texts, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(texts.size(), encoder.width())];
        for (int row = 0; row < texts.size(); row++) {
            Optional<String> text = TextReader.usable(texts.get(row), row, example(), findings);
            if (text.isPresent()) {
                read(text.get(), row, encoded, findings);
            }
        }
        return new Encoded(encoded, null);
    }

    private void read(String text, int row, float[] encoded, RowFindings findings) {
        int[] numbers = tokenizer.numbers(text);
        if (Arrays.stream(numbers).noneMatch(encoder.vocabulary()::isToken)) {
            findings.odd(
                    "unknown_tokens",
                    "text %d has none of the %d words that the model knows, so its bag is empty"
                            .formatted(row, encoder.vocabulary().tokens().size()));
        }
        encoder.encode(numbers, encoded, row * encoder.width());
    }

    int width() {
        return encoder.width();
    }

    /** The words of a text that the model knows, each once, in the order in which they come first. */
    List<String> words(String text) {
        return Arrays.stream(tokenizer.numbers(text))
                .filter(encoder.vocabulary()::isToken)
                .distinct()
                .mapToObj(encoder.vocabulary()::token)
                .toList();
    }

    /** The bags of lists of words. */
    Encoded bags(List<List<String>> lists) {
        float[] encoded = new float[Math.multiplyExact(lists.size(), encoder.width())];
        for (int i = 0; i < lists.size(); i++) {
            encoder.encode(tokenizer.numbers(String.join(" ", lists.get(i))), encoded, i * encoder.width());
        }
        return new Encoded(encoded, null);
    }

    /** Of several columns, the one that is called as the training texts' was. */
    @Override
    public Object typed(List<String> header, List<String> texts) {
        int column = header.indexOf(encoder.column());
        return column >= 0 && column < texts.size() ? texts.get(column) : texts.isEmpty() ? "" : texts.get(0);
    }

    @Override
    public Object example() {
        int[] usual = new int[Math.min(3, encoder.vocabulary().tokens().size())];
        Arrays.setAll(usual, i -> i + TextSpec.RESERVED);
        return tokenizer.text(usual);
    }
}
