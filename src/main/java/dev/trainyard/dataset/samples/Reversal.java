package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Words of single letters and the same words backwards: the smallest translation, letter by letter or word by word. */
final class Reversal {

    private static final String LETTERS = "abcdefghij";
    private static final int SHORTEST = 3;
    private static final int LONGEST = 7;

    private Reversal() {}

    static Sample sample() {
        return new Sample(
                "reversal",
                "translation",
                "%d to %d letters, and the same letters backwards; noise swaps a letter for any other."
                        .formatted(SHORTEST, LONGEST),
                new Sample.Usual(5_000, 0),
                DatasetSpec.EMPTY
                        .withKind(DatasetKind.TEXT)
                        .withColumns(List.of(
                                new ColumnOverride("source", null, ColumnType.TEXT),
                                new ColumnOverride("target", null, ColumnType.TEXT))),
                Table.ofRows(List.of("source", "target"), Reversal::row));
    }

    private static List<String> row(int index, double share, double noise, Random random) {
        List<String> letters = new ArrayList<>();
        for (int i = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1); i > 0; i--) {
            letters.add(letter(random));
        }
        String source = String.join(" ", letters);
        Collections.reverse(letters);
        letters.replaceAll(letter -> random.nextDouble() < noise ? letter(random) : letter);
        return List.of(source, String.join(" ", letters));
    }

    private static String letter(Random random) {
        return String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
}
