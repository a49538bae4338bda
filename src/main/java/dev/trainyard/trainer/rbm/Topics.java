package dev.trainyard.trainer.rbm;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Evaluation.Topic;
import dev.trainyard.bundle.Evaluation.Word;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the hidden units of the lowest machine stand for, in words: the words or columns that each is tied to most strongly. */
final class Topics {

    private static final int STRONGEST = 10;
    private static final int MOST_UNITS = 100;

    private Topics() {}

    /** Of each of the first hundred units; nothing where examples are not made of words or columns. */
    static Optional<List<Topic>> of(BoltzmannMachine machine, InputEncoder encoder) {
        return names(encoder).map(names -> of(machine, names));
    }

    private static List<Topic> of(BoltzmannMachine machine, List<String> names) {
        List<Topic> topics = new ArrayList<>();
        for (int unit = 0; unit < Math.min(MOST_UNITS, machine.hidden()); unit++) {
            topics.add(new Topic(unit, strongest(Filters.weights(machine, unit), names)));
        }
        return topics;
    }

    private static List<Word> strongest(float[] weights, List<String> names) {
        return IntStream.range(0, names.size())
                .filter(i -> weights[i] > 0)
                .mapToObj(i -> new Word(names.get(i), weights[i]))
                .sorted(Comparator.comparing(Word::weight).reversed())
                .limit(STRONGEST)
                .toList();
    }

    /** What each of the first numbers of an encoded example stands for; those behind stand for nothing. */
    private static Optional<List<String>> names(InputEncoder encoder) {
        if (encoder instanceof BagEncoder bag) {
            return Optional.of(bag.vocabulary().tokens());
        }
        return encoder instanceof FeatureEncoder columns ? Optional.of(names(columns)) : Optional.empty();
    }

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
