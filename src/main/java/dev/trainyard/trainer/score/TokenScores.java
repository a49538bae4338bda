package dev.trainyard.trainer.score;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well the tokens of texts are told; what is told of several texts can be added up.
 *
 * @param right how many had the highest probability of all
 * @param nats the sum of {@code -log p} of the right tokens
 */
record TokenScores(long tokens, long right, double nats) {

    private static final double SMALLEST = 1e-30;

    static TokenScores of(Answers answers) {
        long right = 0;
        double nats = 0;
        for (int row = 0; row < answers.rows(); row++) {
            int at = row * answers.width();
            int wanted = largest(answers.targets(), at, answers.width());
            right += wanted == largest(answers.outputs(), at, answers.width()) ? 1 : 0;
            nats -= Math.log(Math.max(SMALLEST, answers.outputs()[at + wanted]));
        }
        return new TokenScores(answers.rows(), right, nats);
    }

    private static int largest(float[] values, int at, int width) {
        int best = 0;
        for (int i = 1; i < width; i++) {
            best = values[at + i] > values[at + best] ? i : best;
        }
        return best;
    }

    TokenScores plus(TokenScores other) {
        return new TokenScores(tokens + other.tokens, right + other.right, nats + other.nats);
    }

    Map<String, @Nullable Double> metrics() {
        Map<String, @Nullable Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", (double) right / tokens);
        metrics.put("perplexity", Math.exp(nats / tokens));
        return metrics;
    }
}
