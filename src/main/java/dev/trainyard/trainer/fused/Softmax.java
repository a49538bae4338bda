package dev.trainyard.trainer.fused;

/** Shares 1 out among each {@code width} neighbouring numbers. */
record Softmax(int width) implements Curve {

    @Override
    public void apply(float[] sums, float[] answers) {
        double[] powers = new double[width];
        for (int at = 0; at < sums.length; at += width) {
            apply(sums, answers, at, powers);
        }
    }

    private void apply(float[] sums, float[] answers, int at, double[] powers) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = at; i < at + width; i++) {
            max = Math.max(max, sums[i]);
        }
        double total = 0;
        for (int i = 0; i < width; i++) {
            powers[i] = Math.exp(sums[at + i] - max);
            total += powers[i];
        }
        for (int i = 0; i < width; i++) {
            answers[at + i] = (float) (powers[i] / total);
        }
    }

    @Override
    public void times(float[] slopes, float[] sums, float[] answers) {
        for (int at = 0; at < slopes.length; at += width) {
            double mean = 0;
            for (int i = at; i < at + width; i++) {
                mean += (double) slopes[i] * answers[i];
            }
            for (int i = at; i < at + width; i++) {
                slopes[i] = (float) (answers[i] * (slopes[i] - mean));
            }
        }
    }
}
