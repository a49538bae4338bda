package dev.trainyard.trainer.rbm;

import dev.trainyard.trainer.engine.MatrixProducts;
import dev.trainyard.trainer.engine.MatrixProducts.Factor;
import dev.trainyard.trainer.engine.MatrixProducts.Size;

/** A softmax over plain numbers, trained by full gradient descent with momentum. */
final class Softmax {

    private static final int CLASSES = 10;

    private final int width;
    private final float[] weights;
    private final MatrixProducts products = MatrixProducts.here();

    Softmax(int width) {
        this.width = width;
        this.weights = new float[(width + 1) * CLASSES];
    }

    void train(float[] rows, int[] digits, int steps, float rate, float decay) {
        float[] speed = new float[weights.length];
        for (int step = 0; step < steps; step++) {
            float[] chances = chances(rows, digits.length);
            for (int row = 0; row < digits.length; row++) {
                chances[row * CLASSES + digits[row]] -= 1;
            }
            float[] gradient = new float[width * CLASSES];
            products.multiply(
                    Factor.turned(rows), Factor.of(chances), new Size(width, digits.length, CLASSES), gradient);
            for (int i = 0; i < weights.length; i++) {
                float g = i < gradient.length
                        ? gradient[i] / digits.length + decay * weights[i]
                        : bias(chances, i - gradient.length);
                speed[i] = 0.9f * speed[i] - rate * g;
                weights[i] += speed[i];
            }
        }
    }

    private static float bias(float[] errors, int digit) {
        float sum = 0;
        for (int i = digit; i < errors.length; i += CLASSES) {
            sum += errors[i];
        }
        return sum * CLASSES / errors.length;
    }

    private float[] chances(float[] rows, int count) {
        float[] sums = new float[count * CLASSES];
        products.multiply(Factor.of(rows), Factor.of(weights), new Size(count, width, CLASSES), sums);
        for (int at = 0; at < sums.length; at += CLASSES) {
            float total = 0;
            for (int i = 0; i < CLASSES; i++) {
                sums[at + i] = (float) Math.exp(sums[at + i] + weights[width * CLASSES + i]);
                total += sums[at + i];
            }
            for (int i = 0; i < CLASSES; i++) {
                sums[at + i] /= total;
            }
        }
        return sums;
    }

    double accuracy(float[] rows, int[] digits) {
        float[] chances = chances(rows, digits.length);
        int right = 0;
        for (int row = 0; row < digits.length; row++) {
            int best = 0;
            for (int i = 1; i < CLASSES; i++) {
                best = chances[row * CLASSES + i] > chances[row * CLASSES + best] ? i : best;
            }
            right += best == digits[row] ? 1 : 0;
        }
        return (double) right / digits.length;
    }
}
