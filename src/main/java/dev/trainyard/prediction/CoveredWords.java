package dev.trainyard.prediction;

import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bag of a text without some of its words. They are covered one by one; those of long texts by runs of equal length.
 *
 * @param words those that the model knows, each once, in the order in which they come first
 * @param run how many are covered together
 */
record CoveredWords(BagReader reader, List<String> words, int run) implements Covered {

    private static final int MOST_PARTS = 64;

    static CoveredWords of(BagReader reader, String text) {
        List<String> words = reader.words(text);
        return new CoveredWords(reader, words, Math.max(1, (words.size() + MOST_PARTS - 1) / MOST_PARTS));
    }

    @Override
    public int width() {
        return reader.width();
    }

    @Override
    public int parts() {
        return (words.size() + run - 1) / run;
    }

    @Override
    public Encoded covered(List<boolean[]> sets) {
        return reader.bags(sets.stream().map(this::told).toList());
    }

    private List<String> told(boolean[] set) {
        return IntStream.range(0, words.size())
                .filter(word -> set[word / run])
                .mapToObj(words::get)
                .toList();
    }

    @Override
    public List<Explanation.Part> explained(double[] values, double[] errors) {
        List<Explanation.Part> explained = new ArrayList<>();
        for (int part = 0; part < values.length; part++) {
            int first = part * run;
            int end = Math.min(words.size(), first + run);
            String text = String.join(" ", words.subList(first, end));
            explained.add(new Explanation.Part(first, end - first, text, values[part], errors[part]));
        }
        return explained;
    }
}
