package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapleyValuesTest {

    /** Adds 10 for nothing, 1, 2, 3, … for each column told, and 6 when the first three are told together. */
    private static double[][] play(List<boolean[]> told) {
        return told.stream()
                .map(columns -> new double[] {
                    10
                            + IntStream.range(0, columns.length)
                                    .filter(column -> columns[column])
                                    .map(column -> column + 1)
                                    .sum()
                            + (columns[0] && columns[1] && columns[2] ? 6 : 0)
                })
                .toArray(double[][]::new);
    }

    @Test
    void areExactOfFewColumns() {
        ShapleyValues values = ShapleyValues.of(4, 1, ShapleyValuesTest::play);

        assertThat(values.base()).containsExactly(10);
        assertThat(values.told()).containsExactly(26);
        assertThat(values.values()[0]).containsExactly(new double[] {3, 4, 5, 4}, within(1e-12));
        assertThat(values.errors()[0]).containsOnly(0);
        assertThat(values.orders()).isZero();
    }

    @Test
    void areDrawnOfManyWithTheirError() {
        ShapleyValues values = ShapleyValues.of(12, 1, ShapleyValuesTest::play);

        double[] drawn = values.values()[0];
        assertThat(Arrays.stream(drawn).sum()).isCloseTo(values.told()[0] - values.base()[0], within(1e-9));
        for (int column = 0; column < 12; column++) {
            double exact = column + 1 + (column < 3 ? 2 : 0);
            assertThat(drawn[column]).isCloseTo(exact, within(4 * values.errors()[0][column] + 1e-9));
            assertThat(values.errors()[0][column] > 0).isEqualTo(column < 3);
        }
        assertThat(values.orders()).isEqualTo(84);
        assertThat(ShapleyValues.of(12, 1, ShapleyValuesTest::play).values()[0]).isEqualTo(drawn);
        assertThat(ShapleyValues.of(12, 2, ShapleyValuesTest::play).values()[0]).isNotEqualTo(drawn);
    }
}
