package dev.trainyard.trainer.rbm;

/** The logistic function and its kin, from plain arithmetic: the same digits on every machine and every Java. */
final class Logistic {

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /** Added and taken off again, it leaves a whole number. */
    private static final float ROUNDING = 12582912f;

    private static final float LARGEST = 87f;

    private Logistic() {}

    /** Replaces each of the first {@code count} values by {@code 1 / (1 + exp(-x))}. */
    static void apply(float[] x, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = 1f / (1f + exp(-x[i]));
        }
    }

    /** {@code exp(x)} within 2 units in the last place, by the polynomial of the Cephes library. */
    private static float exp(float x) {
        float within = Math.max(-LARGEST, Math.min(LARGEST, x));
        float n = (within * LOG2_E + ROUNDING) - ROUNDING;
        float r = within - n * LN2_HIGH - n * LN2_LOW;
        float p = 1.9875691500e-4f;
        p = p * r + 1.3981999507e-3f;
        p = p * r + 8.3334519073e-3f;
        p = p * r + 4.1665795894e-2f;
        p = p * r + 1.6666665459e-1f;
        p = p * r + 5.0000001201e-1f;
        return (p * r * r + r + 1f) * Float.intBitsToFloat(((int) n + 127) << 23);
    }

    /**
     * Replaces each of the first {@code count} values by {@code log(1 + exp(x))}, within 4 units in the last place: with
     * {@code e = exp(-|x|)} and {@code s = e / (2 + e)} that is {@code max(x, 0) + 2 artanh(s)}.
     */
    static void softplus(float[] x, int count) {
        for (int i = 0; i < count; i++) {
            float e = exp(-Math.abs(x[i]));
            float s = e / (2f + e);
            float q = s * s;
            float series = q * (1f / 3 + q * (1f / 5 + q * (1f / 7 + q * (1f / 9 + q * (1f / 11 + q * (1f / 13))))));
            x[i] = Math.max(x[i], 0f) + 2f * (s + s * series);
        }
    }

    /** {@code log(1 + exp(x))}. */
    static double softplus(double x) {
        return Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
