package dev.trainyard.trainer.engine;

import java.util.List;

/** Steps whose length the size of the gradient does not matter to. */
final class SignRules {

    private SignRules() {}

    /** iRPROP- (Igel and Hüsken 2003): where the gradient has turned, the step shrinks and this update is left out. */
    record Rprop(float firstStep, float etaPlus, float etaMinus, float minStep, float maxStep) implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of("gradient", "step");
        }

        @Override
        public float start(String memory) {
            return memory.equals("step") ? firstStep : 0;
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float[] before = memory[0];
            float[] step = memory[1];
            for (int i = from; i < to; i++) {
                float slope = g[i];
                float trend = Math.signum(slope) * Math.signum(before[i]);
                if (trend > 0) {
                    step[i] = Math.min(step[i] * etaPlus, maxStep);
                } else if (trend < 0) {
                    step[i] = Math.max(step[i] * etaMinus, minStep);
                    slope = 0;
                }
                w[i] -= Math.signum(slope) * step[i];
                before[i] = slope;
            }
        }
    }

    /** One step of the rate, whatever the slope. */
    record Manhattan() implements UpdateRule {

        @Override
        public List<String> memory() {
            return List.of();
        }

        @Override
        public void apply(float[] w, float[] g, float[][] memory, int from, int to, double rate, long update) {
            float step = (float) rate;
            for (int i = from; i < to; i++) {
                w[i] -= step * Math.signum(g[i]);
            }
        }
    }
}
