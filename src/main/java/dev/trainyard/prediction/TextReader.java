package dev.trainyard.prediction;

import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Tokenizer;
import dev.trainyard.bundle.Tokens;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.problem.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads texts as callers send them into the network's input. */
final class TextReader implements ExampleReader {

    private static final int LONGEST = 1_000_000;

    private final TextEncoder encoder;
    private final Tokenizer tokenizer;

    TextReader(TextEncoder encoder) {
        this.encoder = encoder;
        this.tokenizer = new Tokenizer(encoder.vocabulary());
    }

    @Override
    public String field() {
        return "texts";
    }

    @Override
    public Encoded read(List<? extends @Nullable Object> texts, RowFindings findings) {
        float[] encoded = new float[Math.multiplyExact(texts.size(), encoder.length())];
        int[] lengths = new int[texts.size()];
        for (int row = 0; row < texts.size(); row++) {
            Optional<String> text = usable(texts.get(row), row, example(), findings);
            if (text.isPresent()) {
                lengths[row] = read(text.get(), row, encoded, findings);
            }
        }
        return new Encoded(encoded, lengths);
    }

    /** A text that says something; what is wrong with others is in the findings. */
    static Optional<String> usable(@Nullable Object text, int row, Object example, RowFindings findings) {
        if (text instanceof String string) {
            return isUsable(string, row, example, findings) ? Optional.of(string) : Optional.empty();
        }
        findings.refuse(
                row,
                "",
                "wrong_type",
                "the text is %s; it is a string such as \"%s\"".formatted(Written.of(text), example),
                null);
        return Optional.empty();
    }

    private static boolean isUsable(String text, int row, Object example, RowFindings findings) {
        if (text.isBlank()) {
            findings.refuse(
                    row,
                    "",
                    "empty_text",
                    "the text is empty; it has at least one visible sign",
                    Suggestion.replace(findings.pointer(row, ""), example));
        } else if (text.length() > LONGEST) {
            findings.refuse(
                    row,
                    "",
                    "text_too_long",
                    "the text has %d characters; a text may have %d".formatted(text.length(), LONGEST),
                    null);
        } else {
            return true;
        }
        return false;
    }

    private int read(String text, int row, float[] encoded, RowFindings findings) {
        int[] numbers = tokenizer.numbers(text);
        if (numbers.length > encoder.length()) {
            findings.odd(
                    "text_shortened",
                    "text %d has %d tokens; the model reads the first %d"
                            .formatted(row, numbers.length, encoder.length()));
        }
        long unknown = Arrays.stream(numbers)
                .limit(encoder.length())
                .filter(number -> number == Vocabulary.UNKNOWN)
                .count();
        if (unknown > 0) {
            findings.odd(
                    "unknown_tokens",
                    "%d of the %d tokens of text %d were not among the training texts' usual ones"
                            .formatted(unknown, Math.min(numbers.length, encoder.length()), row));
        }
        return encoder.encode(numbers, encoded, row * encoder.length());
    }

    /** How many tokens the network reads. */
    int length() {
        return encoder.length();
    }

    /** The tokens of a text as they are written. */
    List<String> tokens(String text) {
        return Tokens.of(
                text, encoder.vocabulary().level(), encoder.vocabulary().lowerCase());
    }

    /** What stands between two tokens where several are told together. */
    String between() {
        return encoder.vocabulary().level() == TextSpec.Level.CHARACTER ? "" : " ";
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
