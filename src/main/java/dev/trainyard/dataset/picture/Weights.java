package dev.trainyard.dataset.picture;

/** Of which pixels in a line, and with which weights, each pixel of a longer or shorter line is made. */
final class Weights {

    private final int[] first;
    private final float[][] weights;

    private Weights(int length) {
        this.first = new int[length];
        this.weights = new float[length][];
    }

    /**
     * Lays the middle of one line on that of the other.
     *
     * @param scale pixels of the source for one of the target; where the source ends, nothing is
     */
    static Weights centred(int source, int target, double scale) {
        Weights weights = new Weights(target);
        double start = (source - target * scale) / 2;
        for (int i = 0; i < target; i++) {
            weights.set(i, start + (i + 0.5) * scale, Math.max(1, scale), source);
        }
        return weights;
    }

    private void set(int i, double centre, double reach, int source) {
        weights[i] = new float[0];
        if (centre < 0 || centre > source) {
            return;
        }
        int from = Math.max(0, (int) Math.floor(centre - reach + 0.5));
        int to = Math.min(source, (int) Math.floor(centre + reach + 0.5));
        double[] raw = new double[to - from];
        double sum = 0;
        for (int j = 0; j < raw.length; j++) {
            raw[j] = Math.max(0, 1 - Math.abs((from + j + 0.5 - centre) / reach));
            sum += raw[j];
        }
        first[i] = from;
        weights[i] = new float[raw.length];
        for (int j = 0; j < raw.length; j++) {
            weights[i][j] = (float) (raw[j] / sum);
        }
    }

    int first(int i) {
        return first[i];
    }

    int count(int i) {
        return weights[i].length;
    }

    float weight(int i, int j) {
        return weights[i][j];
    }
}
