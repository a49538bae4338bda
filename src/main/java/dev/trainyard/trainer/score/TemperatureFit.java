package dev.trainyard.trainer.score;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.TargetCodec;

/**
 * Finds the temperature that calibrates probabilities (Guo et al. 2017). It works on their logarithms, which are the sums
 * before the softmax, or the sigmoid, but for a constant of each row that does not matter. The cross-entropy is convex in
 * the inverse temperature, so halving its bracket by the golden section finds the one minimum.
 */
public final class TemperatureFit {

    private static final double LEAST_INVERSE = 0.05;
    private static final double MOST_INVERSE = 20;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 60;
    private static final double SMALLEST = 1e-7;

    private final double[][] logarithms;
    private final int[] truth;

    private TemperatureFit(double[][] logarithms, int[] truth) {
        this.logarithms = logarithms;
        this.truth = truth;
    }

    /** Fits to rows that were not trained on. */
    public static Evaluation.Temperature of(Answers answers, TargetCodec.Classes codec, boolean applied) {
        double[][] logarithms = new double[answers.rows()][];
        int[] truth = new int[answers.rows()];
        for (int row = 0; row < truth.length; row++) {
            int at = row * answers.width();
            logarithms[row] = logarithms(codec.probabilities(answers.outputs(), at));
            truth[row] = ClassScores.largest(codec.probabilities(answers.targets(), at));
        }
        return new TemperatureFit(logarithms, truth).fit(applied);
    }

    private static double[] logarithms(double[] probabilities) {
        double[] logarithms = new double[probabilities.length];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(Math.max(SMALLEST, probabilities[i]));
        }
        return logarithms;
    }

    private Evaluation.Temperature fit(boolean applied) {
        double inverse = minimum();
        return new Evaluation.Temperature(
                1 / inverse,
                loss(1),
                loss(inverse),
                Reliability.of(scaled(1), truth).ece(),
                Reliability.of(scaled(inverse), truth).ece(),
                applied);
    }

    private double minimum() {
        double from = LEAST_INVERSE;
        double to = MOST_INVERSE;
        for (int step = 0; step < STEPS; step++) {
            double low = to - GOLDEN * (to - from);
            double high = from + GOLDEN * (to - from);
            if (loss(low) <= loss(high)) {
                to = high;
            } else {
                from = low;
            }
        }
        return (from + to) / 2;
    }

    private double loss(double inverse) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += normalizer(logarithms[row], inverse) - inverse * logarithms[row][truth[row]];
        }
        return sum / Math.max(1, truth.length);
    }

    private static double normalizer(double[] sums, double inverse) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double sum : sums) {
            largest = Math.max(largest, inverse * sum);
        }
        double all = 0;
        for (double sum : sums) {
            all += Math.exp(inverse * sum - largest);
        }
        return largest + Math.log(all);
    }

    private double[][] scaled(double inverse) {
        double[][] probabilities = new double[truth.length][];
        for (int row = 0; row < truth.length; row++) {
            double normalizer = normalizer(logarithms[row], inverse);
            probabilities[row] = logarithms[row].clone();
            for (int i = 0; i < probabilities[row].length; i++) {
                probabilities[row][i] = Math.exp(inverse * logarithms[row][i] - normalizer);
            }
        }
        return probabilities;
    }
}
