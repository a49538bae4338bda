package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.ActivationFunction;

/** An activation function over whole arrays, and its slope told by its value. */
enum Curve {
    LINEAR {
        @Override
        void apply(float[] values, int count) {}

        @Override
        void times(float[] slopes, float[] values, int count) {}
    },
    TANH {
        @Override
        void apply(float[] values, int count) {
            for (int k = 0; k < count; k++) {
                values[k] = tanh(values[k]);
            }
        }

        @Override
        void times(float[] slopes, float[] values, int count) {
            for (int k = 0; k < count; k++) {
                slopes[k] *= 1f - values[k] * values[k];
            }
        }
    },
    SIGMOID {
        @Override
        void apply(float[] values, int count) {
            for (int k = 0; k < count; k++) {
                values[k] = 0.5f + 0.5f * tanh(0.5f * values[k]);
            }
        }

        @Override
        void times(float[] slopes, float[] values, int count) {
            for (int k = 0; k < count; k++) {
                slopes[k] *= values[k] * (1f - values[k]);
            }
        }
    },
    RELU {
        @Override
        void apply(float[] values, int count) {
            for (int k = 0; k < count; k++) {
                values[k] = Math.max(0f, values[k]);
            }
        }

        @Override
        void times(float[] slopes, float[] values, int count) {
            for (int k = 0; k < count; k++) {
                slopes[k] = values[k] > 0f ? slopes[k] : 0f;
            }
        }
    },
    SOFTSIGN {
        @Override
        void apply(float[] values, int count) {
            for (int k = 0; k < count; k++) {
                values[k] = values[k] / (1f + Math.abs(values[k]));
            }
        }

        @Override
        void times(float[] slopes, float[] values, int count) {
            for (int k = 0; k < count; k++) {
                float rest = 1f - Math.abs(values[k]);
                slopes[k] *= rest * rest;
            }
        }
    },
    HARD_SIGMOID {
        @Override
        void apply(float[] values, int count) {
            for (int k = 0; k < count; k++) {
                values[k] = Math.max(0f, Math.min(1f, 0.2f * values[k] + 0.5f));
            }
        }

        @Override
        void times(float[] slopes, float[] values, int count) {
            for (int k = 0; k < count; k++) {
                slopes[k] = values[k] > 0f && values[k] < 1f ? 0.2f * slopes[k] : 0f;
            }
        }
    };

    abstract void apply(float[] values, int count);

    /** Multiplies slopes by the function's own, told by the values it gave. */
    abstract void times(float[] slopes, float[] values, int count);

    static Curve of(ActivationFunction function) {
        return valueOf(function.name());
    }

    /** The continued fraction of tanh at {@code x / 2}, doubled: within 1.4e-7, and without a branch. */
    private static float tanh(float x) {
        float half = Math.max(-9f, Math.min(9f, x)) * 0.5f;
        float s = half * half;
        float p = half * (34459425f + s * (4729725f + s * (135135f + s * (990f + s))));
        float q = 34459425f + s * (16216200f + s * (945945f + s * (13860f + s * 45f)));
        float t = p / q;
        return 2f * t / (1f + t * t);
    }
}
