package dev.trainyard.trainer.engine;

import java.util.List;

/** Adam and its kin: a running mean of gradients over a running measure of their size, both corrected for their start. */
final class AdamRules {

    private AdamRules() {}

    private static double corrected(double rate, double beta1, double beta2, long update) {
        return rate * Math.sqrt(1 - Math.pow(beta2, update)) / (1 - Math.pow(beta1, update));
    }

    record Adam(double beta1, double beta2, float epsilon) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("m", "v");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] m = memory[0];
            float[] v = memory[1];
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float n1 = (float) (1 - beta1);
            float n2 = (float) (1 - beta2);
            float alpha = (float) corrected(rate, beta1, beta2, update);
            for (int i = from; i < to; i++) {
                m[i] = b1 * m[i] + n1 * g[i];
                v[i] = b2 * v[i] + n2 * g[i] * g[i];
                w[i] -= alpha * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
            }
        }
    }

    record AdaMax(double beta1, double beta2, float epsilon) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("m", "u");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] m = memory[0];
            float[] u = memory[1];
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float n1 = (float) (1 - beta1);
            float alpha = (float) (rate / (1 - Math.pow(beta1, update)));
            for (int i = from; i < to; i++) {
                m[i] = b1 * m[i] + n1 * g[i];
                u[i] = Math.max(b2 * u[i], Math.abs(g[i]));
                w[i] -= alpha * m[i] / (u[i] + epsilon);
            }
        }
    }

    record AmsGrad(double beta1, double beta2, float epsilon) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("m", "v", "vMax");
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] m = memory[0];
            float[] v = memory[1];
            float[] vMax = memory[2];
            float b1 = (float) beta1;
            float b2 = (float) beta2;
            float n1 = (float) (1 - beta1);
            float n2 = (float) (1 - beta2);
            float alpha = (float) corrected(rate, beta1, beta2, update);
            for (int i = from; i < to; i++) {
                m[i] = b1 * m[i] + n1 * g[i];
                v[i] = b2 * v[i] + n2 * g[i] * g[i];
                vMax[i] = Math.max(vMax[i], v[i]);
                w[i] -= alpha * m[i] / ((float) Math.sqrt(vMax[i]) + epsilon);
            }
        }
    }
}
