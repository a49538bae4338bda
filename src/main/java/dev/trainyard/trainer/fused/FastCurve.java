package dev.trainyard.trainer.fused;

/** Functions without a branch, each one loop that the compiler turns into vector instructions. */
enum FastCurve implements Curve {
    LINEAR {
        @Override
        public void apply(float[] sums, float[] answers) {
            System.arraycopy(sums, 0, answers, 0, sums.length);
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {}
    },
    RELU {
        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = Math.max(0f, sums[k]);
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] *= Math.min(1f, answers[k] * AT_LEAST_ONE * AT_LEAST_ONE);
            }
        }
    },
    LEAKY_RELU {
        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = Math.max(0.01f * sums[k], sums[k]);
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] = sums[k] < 0f ? 0.01f * slopes[k] : slopes[k];
            }
        }
    },
    TANH {
        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = tanh(sums[k]);
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] *= 1f - answers[k] * answers[k];
            }
        }
    },
    SIGMOID {
        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = 0.5f + 0.5f * tanh(0.5f * sums[k]);
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] *= answers[k] * (1f - answers[k]);
            }
        }
    },
    SOFTSIGN {
        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = sums[k] / (1f + Math.abs(sums[k]));
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                float rest = 1f + Math.abs(sums[k]);
                slopes[k] /= rest * rest;
            }
        }
    },
    HARD_SIGMOID {
        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = Math.max(0f, Math.min(1f, 0.2f * sums[k] + 0.5f));
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] = answers[k] > 0f && answers[k] < 1f ? 0.2f * slopes[k] : 0f;
            }
        }
    };

    /** A float above 0 multiplied by this twice is more than 1, however small; a choice between two numbers would be a branch. */
    private static final float AT_LEAST_ONE = 0x1p127f;

    /** The continued fraction of tanh at {@code x / 2}, doubled: within 1.5e-7, and from 9 on exactly 1. */
    private static float tanh(float x) {
        float half = Math.max(-9f, Math.min(9f, x)) * 0.5f;
        float s = half * half;
        float p = half * (34459425f + s * (4729725f + s * (135135f + s * (990f + s))));
        float q = 34459425f + s * (16216200f + s * (945945f + s * (13860f + s * 45f)));
        float t = p / q;
        return 2f * t / (1f + t * t);
    }
}
