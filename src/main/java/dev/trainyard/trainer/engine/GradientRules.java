package dev.trainyard.trainer.engine;

import java.util.List;

/** Steps along the gradient, with or without momentum. */
final class GradientRules {

    private GradientRules() {}

    record Sgd() implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of();
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float step = (float) rate;
            for (int i = from; i < to; i++) {
                w[i] -= step * g[i];
            }
        }
    }

    record Momentum(float momentum) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("v");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] v = memory[0];
            float step = (float) rate;
            for (int i = from; i < to; i++) {
                v[i] = momentum * v[i] - step * g[i];
                w[i] += v[i];
            }
        }
    }

    record Nesterov(float momentum) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("v");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] v = memory[0];
            float step = (float) rate;
            for (int i = from; i < to; i++) {
                v[i] = momentum * v[i] - step * g[i];
                w[i] += momentum * v[i] - step * g[i];
            }
        }
    }
}
