package dev.trainyard.trainer.vae;

import java.util.Arrays;

/**
 * Where the encoder says that examples lie: a normal distribution for each, whose dimensions are independent.
 *
 * @param encoded {@code [rows, 2 · size]}: means, and behind them logarithms of variances
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Gaussian(float[] encoded, int rows, int size) {

    Gaussian {
        if (encoded.length != 2 * rows * size) {
            throw new IllegalArgumentException(
                    "%d numbers are no %d distributions over %d".formatted(encoded.length, rows, size));
        }
    }

    /** {@code [rows, size]}. */
    float[] means() {
        return half(0);
    }

    float[] logVariances() {
        return half(size);
    }

    private float[] half(int from) {
        float[] half = new float[rows * size];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(encoded, 2 * row * size + from, half, row * size, size);
        }
        return half;
    }

    private float mean(int i) {
        return encoded[2 * (i / size) * size + i % size];
    }

    private float logVariance(int i) {
        return encoded[(2 * (i / size) + 1) * size + i % size];
    }

    private static double deviation(float logVariance) {
        return StrictMath.exp(0.5 * logVariance);
    }

    /** Places drawn by standard normal noise, {@code [rows, size]}: the mean, and the noise by the deviation. */
    float[] drawn(float[] noise) {
        float[] places = new float[rows * size];
        for (int i = 0; i < places.length; i++) {
            places[i] = (float) (mean(i) + deviation(logVariance(i)) * noise[i]);
        }
        return places;
    }

    /** How far each row's distribution is from the standard normal one, in nats: {@code ½ Σ(μ² + σ² - log σ² - 1)}. */
    double[] divergences() {
        double[] divergences = new double[rows];
        for (int i = 0; i < rows * size; i++) {
            double mean = mean(i);
            double log = logVariance(i);
            divergences[i / size] += 0.5 * (mean * mean + StrictMath.exp(log) - log - 1);
        }
        return divergences;
    }

    double meanDivergence() {
        return Arrays.stream(divergences()).average().orElse(0);
    }

    /**
     * Each row's gradient by what was encoded.
     *
     * @param noise by which the places were drawn
     * @param byPlace each row's gradient of what becomes of its place
     * @param weight of the divergence beside that
     */
    float[] slopes(float[] noise, float[] byPlace, double weight) {
        float[] slopes = new float[encoded.length];
        for (int i = 0; i < rows * size; i++) {
            int mean = 2 * (i / size) * size + i % size;
            double deviation = deviation(encoded[mean + size]);
            slopes[mean] = (float) (byPlace[i] + weight * encoded[mean]);
            slopes[mean + size] =
                    (float) (byPlace[i] * noise[i] * deviation / 2 + weight * (deviation * deviation - 1) / 2);
        }
        return slopes;
    }
}
