package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sequences that follow from one row of numbers. */
final class Waves {

    private static final int LENGTH = 20;

    private Waves() {}

    static Sample sample() {
        return new Sample(
                "waves",
                "sequence-regression",
                "Waves of %d steps; frequency, amplitude and phase are the same in each row of a wave."
                        .formatted(LENGTH),
                new Sample.Usual(20_000, 0),
                DatasetSpec.EMPTY,
                Table.ofSequences(
                        List.of("sequence", "t", "frequency", "amplitude", "phase", "value"), LENGTH, Waves::wave));
    }

    private static List<List<String>> wave(int sequence, double noise, Random random) {
        double frequency = 0.02 + 0.08 * random.nextDouble();
        double amplitude = 0.5 + random.nextDouble();
        double phase = random.nextDouble();
        List<List<String>> rows = new ArrayList<>();
        for (int t = 0; t < LENGTH; t++) {
            double value =
                    amplitude * Math.sin(2 * Math.PI * (frequency * t + phase / 4)) + noise * random.nextGaussian();
            rows.add(List.of(
                    Integer.toString(sequence),
                    Integer.toString(t),
                    Playground.number(frequency),
                    Playground.number(amplitude),
                    Playground.number(phase),
                    Playground.number(value)));
        }
        return rows;
    }
}
