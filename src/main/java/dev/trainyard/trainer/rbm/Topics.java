package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** What the hidden units of the lowest machine stand for, in words: the columns that each is tied to most strongly. */
final class Topics {

    private static final int STRONGEST = 10;
    private static final int MOST_UNITS = 100;

    private Topics() {}

    /**
     * A hidden unit.
     *
     * @param words its strongest columns, the strongest first; none that speak against it
     */
    record Topic(int unit, List<Word> words) {}

    /** A column, or one of its categories, and the weight between it and the unit. */
    record Word(String word, float weight) {}

    static List<Topic> of(BoltzmannMachine machine, FeatureEncoder columns) {
        List<String> names = names(columns);
        List<Topic> topics = new ArrayList<>();
        for (int unit = 0; unit < Math.min(MOST_UNITS, machine.hidden()); unit++) {
            topics.add(new Topic(unit, strongest(Filters.weights(machine, unit), names)));
        }
        return topics;
    }

    private static List<Word> strongest(float[] weights, List<String> names) {
        return IntStream.range(0, weights.length)
                .filter(i -> weights[i] > 0)
                .mapToObj(i -> new Word(names.get(i), weights[i]))
                .sorted(Comparator.comparing(Word::weight).reversed())
                .limit(STRONGEST)
                .toList();
    }

    /** Of each number of an encoded row. */
    private static List<String> names(FeatureEncoder columns) {
        List<String> names = new ArrayList<>();
        for (ColumnEncoder column : columns.columns()) {
            if (column.width() == 1) {
                names.add(column.name());
            } else {
                ((Categories) column).categories().forEach(category -> names.add(column.name() + "=" + category));
            }
        }
        return names;
    }
}
