package dev.trainyard.trainer.dl4j.fused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.Shape;
import org.junit.jupiter.api.Test;

class SlopesTest {

    private static final Span SPAN = new Span(2, 2, null);

    /** One factor for each channel of a series: {@code x < 0 ? alpha[channel] * x : x}, by hand. */
    @Test
    void sharesAFactorAlongAnAxis() {
        Kernel kernel = new Slopes(Shape.of(2, 2), Shape.of(1, 2));
        float[][] factors = {{0.5f, 0.25f}};
        float[] input = {-2, -4, 1, -8, 3, 4, -6, 5};
        float[][] byFactor = {new float[2]};

        float[] answers = kernel.forward(factors, input, SPAN);
        float[] byInput = kernel.backward(factors, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, byFactor, true);

        assertThat(answers).containsExactly(-1, -1, 1, -2, 3, 4, -3, 5);
        assertThat(byInput).containsExactly(0.5f, 0.5f, 3, 1, 5, 6, 3.5f, 8);
        assertThat(byFactor[0]).containsExactly(-2 * 1 - 6 * 7, -4 * 2 - 8 * 4);
    }

    @Test
    void sharesAFactorAmongTheChannelsOfAPlace() {
        Kernel kernel = new Slopes(Shape.of(2, 2), Shape.of(2, 1));

        float[] answers =
                kernel.forward(new float[][] {{0.5f, 0.25f}}, new float[] {-2, -4, -4, -8}, new Span(1, 2, null));

        assertThat(answers).containsExactly(-1, -2, -1, -2);
    }
}
