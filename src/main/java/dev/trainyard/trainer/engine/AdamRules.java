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

    /** Dozat 2016: the momentum grows with the updates, and each step already takes the next update's. */
    record Nadam(double beta1, double beta2, float epsilon) implements UpdateRule {

        private static final double DECAY = 0.96;

        /** By then {@code 0.96^t} adds nothing to 1 any more. */
        private static final long SETTLED = 1000;

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
            double product = product(update);
            double next = momentum(update + 1);
            double size = Math.sqrt(1 - Math.pow(beta2, update));
            float ofMean = (float) (rate * size * next / (1 - product * next));
            float ofGradient = (float) (rate * size * (1 - momentum(update)) / (1 - product));
            float scaledEpsilon = (float) (epsilon * size);
            for (int i = from; i < to; i++) {
                m[i] = b1 * m[i] + n1 * g[i];
                v[i] = b2 * v[i] + n2 * g[i] * g[i];
                w[i] -= (ofMean * m[i] + ofGradient * g[i]) / ((float) Math.sqrt(v[i]) + scaledEpsilon);
            }
        }

        private double momentum(long update) {
            return beta1 * (1 - 0.5 * Math.pow(DECAY, update));
        }

        /** Of the momenta of all updates so far. */
        private double product(long update) {
            double product = Math.pow(beta1, update);
            for (long i = 1; i <= Math.min(update, SETTLED); i++) {
                product *= 1 - 0.5 * Math.pow(DECAY, i);
            }
            return product;
        }
    }

    /** Shrinks the parameters by themselves, then steps as Adam does. */
    record AdamW(Adam adam, double weightDecay) implements UpdateRule {

        @Override
        public List<String> memory() {
            return adam.memory();
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float kept = (float) (1 - rate * weightDecay);
            for (int i = from; i < to; i++) {
                w[i] *= kept;
            }
            adam.apply(w, g, memory, from, to, rate, update);
        }
    }
}
