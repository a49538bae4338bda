package dev.trainyard.trainer.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GaussianTest {

    private static final int ROWS = 3;
    private static final int SIZE = 4;
    private static final double WEIGHT = 0.7;

    private final Random random = new Random(1);

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    @Test
    void standardNormalIsNoWayFromItself() {
        assertThat(new Gaussian(new float[2 * ROWS * SIZE], ROWS, SIZE).divergences())
                .containsExactly(0, 0, 0);
    }

    /** KL(N(1, 4) || N(0, 1)) = ½(4 + 1 - 1 - log 4). */
    @Test
    void divergenceIsThatOfTheFormula() {
        Gaussian one = new Gaussian(new float[] {1f, (float) Math.log(4)}, 1, 1);

        assertThat(one.meanDivergence()).isCloseTo(0.5 * (4 - Math.log(4)), within(1e-6));
        assertThat(one.drawn(new float[] {0.5f})).containsExactly(2f);
    }

    /** What becomes of a place costs half the square of its distance from another place. */
    @Test
    void slopesAgreeWithFiniteDifferences() {
        float[] encoded = numbers(2 * ROWS * SIZE);
        float[] noise = numbers(ROWS * SIZE);
        float[] wanted = numbers(ROWS * SIZE);
        float[] byPlace = new Gaussian(encoded, ROWS, SIZE).drawn(noise);
        for (int i = 0; i < byPlace.length; i++) {
            byPlace[i] -= wanted[i];
        }

        float[] slopes = new Gaussian(encoded, ROWS, SIZE).slopes(noise, byPlace, WEIGHT);

        for (int i = 0; i < encoded.length; i++) {
            float step = 1f / 128;
            float[] more = encoded.clone();
            float[] less = encoded.clone();
            more[i] += step;
            less[i] -= step;
            double difference = (cost(more, noise, wanted) - cost(less, noise, wanted)) / (more[i] - less[i]);
            assertThat((double) slopes[i])
                    .as("number %d", i)
                    .isCloseTo(difference, within(2e-4 * (1 + Math.abs(difference))));
        }
    }

    private static double cost(float[] encoded, float[] noise, float[] wanted) {
        Gaussian places = new Gaussian(encoded, ROWS, SIZE);
        float[] drawn = places.drawn(noise);
        double cost = WEIGHT * ROWS * places.meanDivergence();
        for (int i = 0; i < drawn.length; i++) {
            double off = (double) drawn[i] - wanted[i];
            cost += off * off / 2;
        }
        return cost;
    }
}
