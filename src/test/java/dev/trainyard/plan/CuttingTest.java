package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.plan.Cutting.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class CuttingTest {

    private static Cutting cutting(Sequence.Mode mode, int window, int stride, int horizon) {
        return new Cutting(new Examples.Sequences(mode, null, null, window, stride, horizon));
    }

    @Test
    void neverAnswersInTrainingWhatLiesBehindItsPart() {
        Split split = new Split(0.2, 0.1, null, null, null, Split.By.TIME);
        Segment series = new Segment(0, 100);
        List<Segment> parts = Cutting.segments(series, split);
        Cutting cutting = cutting(Sequence.Mode.MANY_TO_ONE, 10, 1, 3);

        List<Cut> train = cutting.of(series, parts.get(0));
        List<Cut> validation = cutting.of(series, parts.get(1));
        List<Cut> test = cutting.of(series, parts.get(2));

        assertThat(parts).containsExactly(new Segment(0, 70), new Segment(70, 90), new Segment(90, 100));
        assertThat(train).allMatch(cut -> cut.target() + cut.answers() <= 70).hasSize(58);
        assertThat(validation).allMatch(cut -> cut.target() >= 70 && cut.target() + cut.answers() <= 90);
        assertThat(validation.get(0)).isEqualTo(new Cut(60, 10, 70, 3));
        assertThat(test)
                .allMatch(cut -> cut.target() >= 90 && cut.target() + cut.answers() <= 100)
                .hasSize(8);
        assertThat(train).allMatch(cut -> cut.from() + cut.length() == cut.target());
    }

    @Test
    void countsWhatItCuts() {
        for (Sequence.Mode mode : Sequence.Mode.values()) {
            for (int horizon : List.of(0, 1, 4)) {
                Cutting cutting = cutting(mode, 6, 2, horizon);
                for (int steps = 1; steps < 30; steps++) {
                    for (int before : List.of(0, 3, 20)) {
                        Segment series = new Segment(0, before + steps);
                        assertThat(cutting.of(series, new Segment(before, before + steps)))
                                .hasSize((int) cutting.count(steps, before));
                    }
                }
            }
        }
    }

    @Test
    void readsTheEndOfALongSequence() {
        assertThat(cutting(Sequence.Mode.MANY_TO_ONE, 4, 4, 0).of(new Segment(10, 20), new Segment(10, 20)))
                .containsExactly(new Cut(16, 4, 19, 1));
    }

    @Test
    void cutsALongSequenceIntoPieces() {
        assertThat(cutting(Sequence.Mode.MANY_TO_MANY, 4, 4, 0).of(new Segment(10, 20), new Segment(10, 20)))
                .containsExactly(new Cut(10, 4, 10, 4), new Cut(14, 4, 14, 4), new Cut(18, 2, 18, 2));
    }

    @Test
    void answersEachStepWithTheNextUpToTheLastThatHasOne() {
        Cutting cutting = new Cutting(new Examples.Sequences(Sequence.Mode.MANY_TO_MANY, null, null, 4, 4, 0, true));

        assertThat(cutting.of(new Segment(10, 20), new Segment(10, 20)))
                .containsExactly(new Cut(10, 4, 11, 4), new Cut(14, 4, 15, 4), new Cut(18, 1, 19, 1));
        assertThat(cutting.of(new Segment(10, 11), new Segment(10, 11))).isEmpty();
        for (int steps = 1; steps < 20; steps++) {
            assertThat(cutting.of(new Segment(0, steps), new Segment(0, steps))).hasSize((int) cutting.count(steps, 0));
        }
    }
}
