package dev.trainyard.prediction;

import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Draws tokens by their probabilities: the lower the temperature, the likelier the likely ones are, and at 0 the likeliest is
 * taken.
 *
 * @param allowed the numbers that may be drawn
 */
record TokenDraw(int vocabulary, IntPredicate allowed, double temperature, Random random) {

    /** @param at where the probabilities begin */
    int of(float[] probabilities, int at) {
        double[] weights = new double[vocabulary];
        double largest = largest(probabilities, at);
        double sum = 0;
        for (int number = 0; number < vocabulary; number++) {
            weights[number] = allowed.test(number) ? weight(probabilities[at + number] / largest) : 0;
            sum += weights[number];
        }
        double drawn = random.nextDouble() * sum;
        int last = 0;
        for (int number = 0; number < vocabulary; number++) {
            if (weights[number] > 0) {
                last = number;
                drawn -= weights[number];
                if (drawn < 0) {
                    return number;
                }
            }
        }
        return last;
    }

    private double weight(double share) {
        return temperature == 0 ? (share >= 1 ? 1 : 0) : Math.pow(share, 1 / temperature);
    }

    private double largest(float[] probabilities, int at) {
        double largest = Float.MIN_NORMAL;
        for (int number = 0; number < vocabulary; number++) {
            largest = allowed.test(number) ? Math.max(largest, probabilities[at + number]) : largest;
        }
        return largest;
    }
}
