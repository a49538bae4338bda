package dev.trainyard.job.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargestTrianglesTest {

    /** By hand: after point 0 the triangles to the mean (3.5, -1) are 4.5 and 2, after point 1 those to (5, 0) are 2 and 9. */
    @Test
    void choosesWhatTheFormulaSaysByHand() {
        double[] line = {0, 1, 0, 0, -2, 0};
        assertThat(new LargestTriangles(places(6), List.of(line)).choose(4)).containsExactly(0, 1, 4, 5);
    }

    @Test
    void keepsTheSpikeOfEachSeriesHoweverSmallItIs() {
        double[] one = new double[1000];
        double[] other = new double[1000];
        one[357] = 1;
        other[801] = 1e-6;
        assertThat(new LargestTriangles(places(1000), List.of(one, other)).choose(20))
                .hasSize(20)
                .doesNotHaveDuplicates()
                .isSorted()
                .startsWith(0)
                .contains(357, 801)
                .endsWith(999);
    }

    @Test
    void takesWhatHasNoValueForNothing() {
        double[] gaps = new double[100];
        java.util.Arrays.fill(gaps, 10, 90, Double.NaN);
        double[] line = new double[100];
        line[50] = 1;
        assertThat(new LargestTriangles(places(100), List.of(gaps, line)).choose(10))
                .hasSize(10)
                .contains(0, 50, 99);
    }

    @Test
    void leavesFewPointsAsTheyAre() {
        assertThat(new LargestTriangles(places(3), List.of(new double[3])).choose(3))
                .containsExactly(0, 1, 2);
        assertThat(new LargestTriangles(places(3), List.of(new double[3])).choose(2))
                .containsExactly(0, 2);
    }

    private static double[] places(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }
}
