package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Short notes about one of four subjects, in words of that subject among words of any, so that topics can be found. */
final class Notes {

    private static final int OF_THE_SUBJECT = 7;
    private static final int OF_ANY = 6;

    private static final Map<String, List<String>> SUBJECTS = new TreeMap<>(Map.of(
            "cooking",
            List.of("butter flour oven recipe onion sauce pepper soup bake dough salt simmer garlic plate".split(" ")),
            "sailing",
            List.of("anchor harbour wind sail tide crew deck mast voyage island storm rope captain compass".split(" ")),
            "music",
            List.of("violin melody choir rhythm concert song piano singer drum tune chord stage album harp".split(" ")),
            "gardening",
            List.of("seed soil spade rose weed compost tomato hedge lawn pot prune bloom shed bulb".split(" "))));
    private static final List<String> ANY = List.of(
            "today we with some very good from about more little time after again they have old new our then made this one last while"
                    .split(" "));

    private Notes() {}

    static Sample sample() {
        return new Sample(
                "notes",
                "representation",
                "Made-up notes about cooking, sailing, music or gardening; noise puts in words of another subject.",
                new Sample.Usual(2_000, 0.05),
                DatasetSpec.EMPTY
                        .withKind(DatasetKind.TEXT)
                        .withColumns(List.of(new ColumnOverride("text", null, ColumnType.TEXT))),
                Table.ofRows(List.of("text", "label"), Notes::row));
    }

    private static List<String> row(int index, double share, double noise, Random random) {
        List<String> subjects = List.copyOf(SUBJECTS.keySet());
        String subject = any(subjects, random);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < OF_THE_SUBJECT; i++) {
            words.add(any(of(random.nextDouble() < noise ? any(subjects, random) : subject), random));
        }
        for (int i = 0; i < OF_ANY; i++) {
            words.add(any(ANY, random));
        }
        Collections.shuffle(words, random);
        return List.of(String.join(" ", words) + ".", subject);
    }

    private static List<String> of(String subject) {
        return SUBJECTS.getOrDefault(subject, ANY);
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
