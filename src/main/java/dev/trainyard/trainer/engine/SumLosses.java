package dev.trainyard.trainer.engine;

/** Cross-entropies as functions of the sums before their sigmoid or softmax. */
final class SumLosses {

    private SumLosses() {}

    /** {@code -y log σ(z) - (1-y) log(1-σ(z))}, the mean over the outputs. */
    static final class SigmoidCrossentropy implements RowLoss {

        @Override
        public double value(double[] sums, double[] targets, int at, int width) {
            double loss = 0;
            for (int i = at; i < at + width; i++) {
                loss += Math.max(sums[i], 0) - sums[i] * targets[i] + Math.log1p(Math.exp(-Math.abs(sums[i])));
            }
            return loss / width;
        }

        @Override
        public void slope(double[] sums, double[] targets, int at, int width, double[] into) {
            for (int i = at; i < at + width; i++) {
                into[i] = (1 / (1 + Math.exp(-sums[i])) - targets[i]) / width;
            }
        }
    }

    /** {@code -Σ y log softmax(z)}. */
    static final class SoftmaxCrossentropy implements RowLoss {

        @Override
        public double value(double[] sums, double[] targets, int at, int width) {
            double max = max(sums, at, width);
            double exponentials = exponentials(sums, at, width, max);
            double loss = 0;
            for (int i = at; i < at + width; i++) {
                loss -= targets[i] * (sums[i] - max - Math.log(exponentials));
            }
            return loss;
        }

        @Override
        public void slope(double[] sums, double[] targets, int at, int width, double[] into) {
            double max = max(sums, at, width);
            double exponentials = exponentials(sums, at, width, max);
            double total = 0;
            for (int i = at; i < at + width; i++) {
                total += targets[i];
            }
            for (int i = at; i < at + width; i++) {
                into[i] = total * Math.exp(sums[i] - max) / exponentials - targets[i];
            }
        }

        @Override
        public double valueAndSlope(double[] sums, double[] targets, int at, int width, double[] into) {
            double max = max(sums, at, width);
            double exponentials = 0;
            double total = 0;
            for (int i = at; i < at + width; i++) {
                into[i] = Math.exp(sums[i] - max);
                exponentials += into[i];
                total += targets[i];
            }
            double logarithm = Math.log(exponentials);
            double loss = 0;
            for (int i = at; i < at + width; i++) {
                loss -= targets[i] * (sums[i] - max - logarithm);
                into[i] = total * into[i] / exponentials - targets[i];
            }
            return loss;
        }

        /** Not finite where any sum is not, so that a diverged network is never mistaken for a good one. */
        private static double max(double[] sums, int at, int width) {
            double max = Double.NEGATIVE_INFINITY;
            for (int i = at; i < at + width; i++) {
                max = Math.max(max, sums[i]);
            }
            return max;
        }

        private static double exponentials(double[] sums, int at, int width, double max) {
            double total = 0;
            for (int i = at; i < at + width; i++) {
                total += Math.exp(sums[i] - max);
            }
            return total;
        }
    }
}
