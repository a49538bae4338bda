package dev.trainyard.trainer.engine;

import java.util.List;

/** Steps divided by the size of past gradients. */
final class AdaptiveRules {

    private AdaptiveRules() {}

    record AdaGrad(float epsilon) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("accumulator");
        }

        /** Keras' initial accumulator. */
        @Override
        public float start(String accumulator) {
            return 0.1f;
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] accumulator = memory[0];
            float step = (float) rate;
            for (int i = from; i < to; i++) {
                accumulator[i] += g[i] * g[i];
                w[i] -= step * g[i] / (float) Math.sqrt(accumulator[i] + epsilon);
            }
        }
    }

    record AdaDelta(float rho, float epsilon) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("gradients", "steps");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] gradients = memory[0];
            float[] steps = memory[1];
            float scale = (float) rate;
            for (int i = from; i < to; i++) {
                gradients[i] = rho * gradients[i] + (1 - rho) * g[i] * g[i];
                float step = (float) Math.sqrt(steps[i] + epsilon) / (float) Math.sqrt(gradients[i] + epsilon) * g[i];
                steps[i] = rho * steps[i] + (1 - rho) * step * step;
                w[i] -= scale * step;
            }
        }
    }

    record RmsProp(float rho, float epsilon) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("v");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] v = memory[0];
            float step = (float) rate;
            for (int i = from; i < to; i++) {
                v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
                w[i] -= step * g[i] / (float) Math.sqrt(v[i] + epsilon);
            }
        }
    }
}
