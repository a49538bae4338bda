package dev.trainyard.trainer.dl4j.fused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.definition.layer.LastTimeStep;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Recurrent;
import dev.trainyard.definition.layer.SelfAttention;
import dev.trainyard.json.Json;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slopes against differences, and what is padding is not looked at. */
class KernelTest {

    private static final Shape INPUT = Shape.of(5, 3);
    private static final Span SPAN = new Span(4, 5, new int[] {5, 2, 1, 4});

    private static final String LSTM = "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":%s}";
    private static final String GRU = "{\"type\":\"gru\",\"units\":4,\"returnSequences\":%s}";
    private static final String SIMPLE = "{\"type\":\"simpleRnn\",\"units\":4,\"returnSequences\":%s}";
    private static final String BOTH = "{\"type\":\"bidirectional\",\"mergeMode\":\"%s\",\"layer\":%s}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":true}",
                "{\"type\":\"lstm\",\"units\":4,\"returnSequences\":false}",
                "{\"type\":\"lstm\",\"units\":4,\"useBias\":false,\"activation\":\"softsign\",\"returnSequences\":true}",
                "{\"type\":\"gru\",\"units\":4,\"returnSequences\":true}",
                "{\"type\":\"gru\",\"units\":4,\"returnSequences\":false}",
                "{\"type\":\"gru\",\"units\":4,\"useBias\":false,\"returnSequences\":true}",
                "{\"type\":\"gru\",\"units\":4,\"resetAfter\":false,\"returnSequences\":true}",
                "{\"type\":\"gru\",\"units\":4,\"resetAfter\":false,\"useBias\":false,\"returnSequences\":false}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"gru\",\"units\":3,\"resetAfter\":false,\"returnSequences\":true}}",
                "{\"type\":\"simpleRnn\",\"units\":4,\"returnSequences\":true}",
                "{\"type\":\"simpleRnn\",\"units\":4,\"activation\":\"sigmoid\",\"returnSequences\":false}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"lstm\",\"units\":3,\"returnSequences\":true}}",
                "{\"type\":\"bidirectional\",\"layer\":{\"type\":\"gru\",\"units\":3,\"returnSequences\":false}}",
                "{\"type\":\"bidirectional\",\"mergeMode\":\"mul\",\"layer\":{\"type\":\"simpleRnn\",\"units\":3,\"returnSequences\":true}}",
                "{\"type\":\"bidirectional\",\"mergeMode\":\"ave\",\"layer\":{\"type\":\"lstm\",\"units\":3,\"returnSequences\":true}}",
                "{\"type\":\"selfAttention\",\"numHeads\":2,\"keyDim\":3}",
                "{\"type\":\"selfAttention\",\"keyDim\":2,\"useBias\":false}",
                "{\"type\":\"lastTimeStep\"}"
            })
    void goesBackBySlopesAndLooksAtNoPadding(String layer) {
        for (Span span : List.of(SPAN, new Span(4, 5, null), new Span(1, 5, new int[] {3}))) {
            Trial trial = new Trial(layer, span);
            trial.checkSlopes();
            trial.checkPadding();
        }
    }

    /** Keras' equations, written out for one unit. */
    @Test
    void computesAnLstmStepByStep() {
        Kernel kernel = kernel(LSTM.formatted(true).replace("4", "1"), Shape.of(2, 1));
        float[][] arrays = {{0.5f, -0.3f, 0.8f, 0.2f}, {0.1f, 0.4f, -0.6f, 0.7f}, {0.05f, 1f, -0.1f, 0.3f}};

        float[] answers = kernel.forward(arrays, new float[] {1.5f, -2f}, new Span(1, 2, null));

        double c = 0;
        double h = 0;
        double[] x = {1.5, -2};
        for (int step = 0; step < 2; step++) {
            double i = sigmoid(0.5 * x[step] + 0.1 * h + 0.05);
            double f = sigmoid(-0.3 * x[step] + 0.4 * h + 1);
            double g = Math.tanh(0.8 * x[step] - 0.6 * h - 0.1);
            double o = sigmoid(0.2 * x[step] + 0.7 * h + 0.3);
            c = f * c + i * g;
            h = o * Math.tanh(c);
            assertThat((double) answers[step]).isCloseTo(h, within(1e-6));
        }
    }

    @Test
    void computesAGruStepByStep() {
        Kernel kernel = kernel(GRU.formatted(true).replace("4", "1"), Shape.of(2, 1));
        float[][] arrays = {{0.5f, -0.3f, 0.8f}, {0.1f, 0.4f, -0.6f}, {0.05f, 0.2f, -0.1f, 0.3f, -0.2f, 0.15f}};

        float[] answers = kernel.forward(arrays, new float[] {1.5f, -2f}, new Span(1, 2, null));

        double h = 0;
        double[] x = {1.5, -2};
        for (int step = 0; step < 2; step++) {
            double z = sigmoid(0.5 * x[step] + 0.05 + 0.1 * h + 0.3);
            double r = sigmoid(-0.3 * x[step] + 0.2 + 0.4 * h - 0.2);
            double c = Math.tanh(0.8 * x[step] - 0.1 + r * (-0.6 * h + 0.15));
            h = z * h + (1 - z) * c;
            assertThat((double) answers[step]).isCloseTo(h, within(1e-6));
        }
    }

    /** Two units, so that the reset gate cannot be mistaken for one behind the product. */
    @Test
    void computesAGruThatResetsBeforeItSums() {
        Kernel kernel =
                kernel("{\"type\":\"gru\",\"units\":2,\"resetAfter\":false,\"returnSequences\":true}", Shape.of(2, 1));
        float[] u = {0.1f, 0.2f, 0.4f, -0.5f, -0.6f, 0.9f, 0.3f, -0.1f, 0.7f, 0.6f, 0.5f, -0.8f};
        float[] w = {0.5f, 0.1f, -0.3f, 0.6f, 0.8f, -0.4f};
        float[] b = {0.05f, 0.1f, 0.2f, -0.2f, -0.1f, 0.3f};

        float[] answers = kernel.forward(new float[][] {w, u, b}, new float[] {1.5f, -2f}, new Span(1, 2, null));

        double[] h = {0, 0};
        double[] x = {1.5, -2};
        for (int step = 0; step < 2; step++) {
            double[] next = new double[2];
            double[] let = new double[2];
            for (int k = 0; k < 2; k++) {
                let[k] = h[k] * sigmoid(w[2 + k] * x[step] + b[2 + k] + h[0] * u[2 + k] + h[1] * u[8 + k]);
            }
            for (int k = 0; k < 2; k++) {
                double z = sigmoid(w[k] * x[step] + b[k] + h[0] * u[k] + h[1] * u[6 + k]);
                double c = Math.tanh(w[4 + k] * x[step] + b[4 + k] + let[0] * u[4 + k] + let[1] * u[10 + k]);
                next[k] = z * h[k] + (1 - z) * c;
                assertThat((double) answers[2 * step + k]).isCloseTo(next[k], within(1e-6));
            }
            h = next;
        }
    }

    @Test
    void readsBackwardsFromTheLastRealStep() {
        String inner = SIMPLE.formatted(true);
        Kernel both = kernel(BOTH.formatted("concat", inner), INPUT);
        float[][] arrays = new Trial(BOTH.formatted("concat", inner), SPAN).arrays;
        float[] x = new float[15];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin(i);
        }

        float[] padded = both.forward(arrays, x, new Span(1, 5, new int[] {2}));
        float[] alone = kernel(BOTH.formatted("concat", inner), Shape.of(2, 3))
                .forward(arrays, Arrays.copyOf(x, 6), new Span(1, 2, null));

        assertThat(Arrays.copyOf(padded, 16)).containsExactly(alone);
        assertThat(Arrays.copyOfRange(padded, 16, 40)).containsOnly(0f);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Kernel kernel(String written, Shape input) {
        Layer layer = fitted(written, input).layer();
        if (layer instanceof Bidirectional both) {
            return new BothWays(both, input);
        }
        if (layer instanceof SelfAttention attention) {
            return new Attention(attention, input);
        }
        return layer instanceof LastTimeStep ? new LastStep(input) : Recurrences.of((Recurrent) layer, input);
    }

    private static Fit.Fits fitted(String written, Shape input) {
        Layer layer = Json.mapper().readValue(written, Layer.class);
        return (Fit.Fits) layer.fit(input, new Position("layer", false, Output.values(1), true));
    }

    /** A kernel on random numbers, whose loss is a random sum of its answers. */
    private static final class Trial {

        private static final float STEP = 4e-3f;

        private final SeededRandom random = new SeededRandom(5);
        private final Kernel kernel;
        private final Span span;
        private final float[][] arrays;
        private final float[] input;
        private final float[] weights;

        Trial(String written, Span span) {
            Fit.Fits fits = fitted(written, INPUT);
            this.kernel = kernel(written, INPUT);
            this.span = span;
            this.arrays = fits.parameters().stream()
                    .map(ParameterSpec::shape)
                    .map(shape -> numbers((int) shape.size()))
                    .toArray(float[][]::new);
            this.input = numbers(span.rows() * 15);
            this.weights = numbers(span.rows() * (int) fits.output().size());
        }

        private float[] numbers(int count) {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = (float) (random.nextGaussian() * 0.7);
            }
            return numbers;
        }

        private double loss() {
            float[] answers = kernel.forward(arrays, input, span);
            double sum = 0;
            for (int i = 0; i < answers.length; i++) {
                sum += (double) answers[i] * weights[i];
            }
            return sum;
        }

        private float[][] slopes() {
            loss();
            float[][] slopes =
                    Arrays.stream(arrays).map(array -> new float[array.length]).toArray(float[][]::new);
            float[] byInput = kernel.backward(arrays, weights, slopes, true).clone();
            float[][] all = Arrays.copyOf(slopes, slopes.length + 1);
            all[slopes.length] = byInput;
            return all;
        }

        void checkSlopes() {
            float[][] slopes = slopes();
            float[][] places = Arrays.copyOf(arrays, arrays.length + 1);
            places[arrays.length] = input;
            for (int array = 0; array < places.length; array++) {
                for (int i = 0; i < places[array].length; i++) {
                    float kept = places[array][i];
                    places[array][i] = kept + STEP;
                    double above = loss();
                    places[array][i] = kept - STEP;
                    double below = loss();
                    places[array][i] = kept;
                    double difference = (above - below) / (2.0 * STEP);
                    assertThat((double) slopes[array][i])
                            .as("array %d, number %d", array, i)
                            .isCloseTo(difference, within(2e-3 * Math.max(0.5, Math.abs(difference))));
                }
            }
        }

        void checkPadding() {
            float[] answers = kernel.forward(arrays, input, span).clone();
            float[][] slopes = slopes();
            for (int row = 0; row < span.rows(); row++) {
                Arrays.fill(input, row * 15 + span.length(row) * 3, (row + 1) * 15, Float.NaN);
            }
            assertThat(kernel.forward(arrays, input, span)).containsExactly(answers);
            assertThat(slopes()).isDeepEqualTo(slopes);
        }
    }
}
