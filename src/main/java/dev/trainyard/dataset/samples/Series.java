package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.ColumnOverride;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.SequenceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Series to learn memory on. */
final class Series {

    private static final int LENGTH = 50;
    private static final int DELAY = 3;
    private static final int PERIOD = 50;
    private static final DatasetSpec SEQUENCES =
            DatasetSpec.EMPTY.withKind(DatasetKind.SEQUENCES).withSequence(new SequenceSpec("sequence", "t"));

    private Series() {}

    static List<Sample> all() {
        return List.of(
                new Sample(
                        "sine",
                        "forecasting",
                        "One long series: a sine with %d steps a period, and noise.".formatted(PERIOD),
                        new Sample.Usual(2_000, 0.1),
                        DatasetSpec.EMPTY.withKind(DatasetKind.SEQUENCES).withSequence(new SequenceSpec(null, "t")),
                        Table.ofRows(List.of("t", "value"), Series::sine)),
                new Sample(
                        "adding-problem",
                        "sequence-regression",
                        ("Sequences of %d numbers, two of them marked; the target is the sum of these"
                                        + " (Hochreiter & Schmidhuber, 1997). Always guessing 1 has a mean squared error of 1/6.")
                                .formatted(LENGTH),
                        new Sample.Usual(100_000, 0),
                        SEQUENCES.withColumns(List.of(new ColumnOverride("marker", null, ColumnType.NUMERIC))),
                        Table.ofSequences(
                                List.of("sequence", "t", "value", "marker", "target"), LENGTH, Series::adding)),
                new Sample(
                        "echo",
                        "sequence-labelling",
                        "Sequences of %d random bits; the target is the bit %d steps ago, 0 before there was one."
                                .formatted(LENGTH, DELAY),
                        new Sample.Usual(20_000, 0),
                        SEQUENCES,
                        Table.ofSequences(List.of("sequence", "t", "input", "target"), LENGTH, Series::echo)));
    }

    private static List<String> sine(int index, double share, double noise, Random random) {
        double value = Math.sin(2 * Math.PI * index / PERIOD) + noise * random.nextGaussian();
        return List.of(Integer.toString(index), Playground.number(value));
    }

    /** One number in each half is marked; noise shakes the sum. */
    private static List<List<String>> adding(int sequence, double noise, Random random) {
        double[] values = random.doubles(LENGTH).map(Series::rounded).toArray();
        int first = random.nextInt(LENGTH / 2);
        int second = LENGTH / 2 + random.nextInt(LENGTH / 2);
        String target = Playground.number(values[first] + values[second] + noise * random.nextGaussian());
        List<List<String>> rows = new ArrayList<>();
        for (int t = 0; t < LENGTH; t++) {
            rows.add(List.of(
                    Integer.toString(sequence),
                    Integer.toString(t),
                    Playground.number(values[t]),
                    t == first || t == second ? "1" : "0",
                    target));
        }
        return rows;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }

    /** Noise turns echoes over. */
    private static List<List<String>> echo(int sequence, double noise, Random random) {
        int[] bits = random.ints(LENGTH, 0, 2).toArray();
        List<List<String>> rows = new ArrayList<>();
        for (int t = 0; t < LENGTH; t++) {
            int echo = t < DELAY ? 0 : bits[t - DELAY];
            int heard = random.nextDouble() < noise ? 1 - echo : echo;
            rows.add(List.of(
                    Integer.toString(sequence),
                    Integer.toString(t),
                    Integer.toString(bits[t]),
                    Integer.toString(heard)));
        }
        return rows;
    }
}
