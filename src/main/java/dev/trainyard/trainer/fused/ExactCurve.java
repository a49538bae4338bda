package dev.trainyard.trainer.fused;

/** Functions with exponentials, computed in double precision. */
enum ExactCurve implements Curve {
    TANH {
        @Override
        double value(double x) {
            return Math.tanh(x);
        }

        @Override
        double slope(double x, double value) {
            return 1 - value * value;
        }
    },
    SIGMOID {
        @Override
        double value(double x) {
            return sigmoid(x);
        }

        @Override
        double slope(double x, double value) {
            return value * (1 - value);
        }
    },
    ELU {
        @Override
        double value(double x) {
            return x < 0 ? Math.expm1(x) : x;
        }

        @Override
        double slope(double x, double value) {
            return x < 0 ? value + 1 : 1;
        }
    },
    /** Klambauer et al. 2017. */
    SELU {
        @Override
        double value(double x) {
            return SELU_SCALE * (x < 0 ? SELU_ALPHA * Math.expm1(x) : x);
        }

        @Override
        double slope(double x, double value) {
            return x < 0 ? value + SELU_SCALE * SELU_ALPHA : SELU_SCALE;
        }
    },
    SOFTPLUS {
        @Override
        double value(double x) {
            return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        }

        @Override
        double slope(double x, double value) {
            return sigmoid(x);
        }
    },
    SWISH {
        @Override
        double value(double x) {
            return x * sigmoid(x);
        }

        @Override
        double slope(double x, double value) {
            return value + sigmoid(x) * (1 - value);
        }
    },
    GELU {
        @Override
        double value(double x) {
            return x * sigmoid(1.702 * x);
        }

        @Override
        double slope(double x, double value) {
            double share = sigmoid(1.702 * x);
            return share + 1.702 * value * (1 - share);
        }
    },
    /** {@code x tanh(softplus(x))} (Misra 2019). */
    MISH {
        @Override
        double value(double x) {
            return x * Math.tanh(SOFTPLUS.value(x));
        }

        @Override
        double slope(double x, double value) {
            double share = Math.tanh(SOFTPLUS.value(x));
            return share + x * (1 - share * share) * sigmoid(x);
        }
    };

    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_SCALE = 1.0507009873554805;

    abstract double value(double x);

    abstract double slope(double x, double value);

    private static double sigmoid(double x) {
        double small = Math.exp(-Math.abs(x));
        return x < 0 ? small / (1 + small) : 1 / (1 + small);
    }

    @Override
    public void apply(float[] sums, float[] answers) {
        for (int k = 0; k < answers.length; k++) {
            answers[k] = (float) value(sums[k]);
        }
    }

    @Override
    public void times(float[] slopes, float[] sums, float[] answers) {
        for (int k = 0; k < slopes.length; k++) {
            slopes[k] *= (float) slope(sums[k], answers[k]);
        }
    }
}
